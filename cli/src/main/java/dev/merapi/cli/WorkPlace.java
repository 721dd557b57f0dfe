package dev.merapi.cli;

import dev.merapi.sdk.store.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where proven segments lie until the proof is written: in the directory a user named, which stays,
 * or in one beside the proof, which is deleted at the end.
 *
 * @param directory the directory
 * @param stays whether it is the user's
 */
record WorkPlace(Path directory, boolean stays) implements AutoCloseable {

  /** The place for a proof. */
  static WorkPlace of(@Nullable Path named, Path proof) {
    if (named != null) {
      return new WorkPlace(named, true);
    }
    Path parent = proof.toAbsolutePath().getParent();
    try {
      return new WorkPlace(
          Files.createTempDirectory(
              parent == null ? proof.toAbsolutePath() : parent, "." + WholeFile.begin(proof) + "."),
          false);
    } catch (IOException e) {
      throw FileException.of("write", proof, e);
    }
  }

  @Override
  public void close() {
    if (stays || !Files.isDirectory(directory)) {
      return;
    }
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> all = files.toList();
      for (Path file : all) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(directory);
    } catch (IOException | UncheckedIOException ignored) {
      // What is left is in the way of nobody.
    }
  }
}
