package dev.merapi.cli;

import java.io.IOException;
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
    return named != null
        ? new WorkPlace(named, true)
        : new WorkPlace(
            proof.resolveSibling(
                "." + proof.getFileName() + "." + ProcessHandle.current().pid() + ".work"),
            false);
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
    } catch (IOException ignored) {
      // What is left is in the way of nobody.
    }
  }
}
