package dev.merapi.sdk.store;

import dev.merapi.sdk.error.InvalidInputException;
import dev.merapi.sdk.error.InvalidInputException.Subject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A directory of things that take long to make, one sealed file each, named by what they were made
 * from. What is there was made from the same and is the same, so several processes may share it. A
 * file that is damaged or of something else is deleted and counts as not there. Once it is open no
 * failure of the directory is an error: what cannot be read is made again, what cannot be written
 * is not kept. Thread-safe.
 */
public final class ContentCache {

  private static final Duration ABANDONED = Duration.ofDays(1);

  private final Path directory;

  private ContentCache(Path directory) {
    this.directory = directory;
  }

  /**
   * Opens a directory, making it if there is none.
   *
   * @throws InvalidInputException if files cannot be written there
   */
  public static ContentCache open(Path directory) {
    try {
      Files.createDirectories(directory);
      Files.delete(Files.createTempFile(directory, "probe", ".part"));
    } catch (IOException e) {
      throw new InvalidInputException(
          Subject.CACHE, "cannot use %s as a cache: %s".formatted(directory, e), e);
    }
    ContentCache cache = new ContentCache(directory);
    cache.deleteAbandoned();
    return cache;
  }

  /**
   * What was kept under a name.
   *
   * @param kind what it is, a word
   * @param name SHA-256 of all it was made from
   * @param bytes its size
   */
  public Optional<byte[]> find(String kind, byte[] name, long bytes) {
    Path file = file(kind, name);
    byte[] head = head(kind, name);
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      if (Files.size(file) == head.length + bytes + SealedFile.SEAL_BYTES) {
        Optional<byte[]> content = SealedFile.read(file);
        if (content.isPresent() && startsWith(content.get(), head)) {
          return Optional.of(Arrays.copyOfRange(content.get(), head.length, content.get().length));
        }
      }
    } catch (IOException e) {
      // As if it were not there.
    }
    drop(kind, name);
    return Optional.empty();
  }

  /** Keeps something under a name, if the directory allows it. */
  public void keep(String kind, byte[] name, byte[] content) {
    try {
      SealedFile.write(file(kind, name), head(kind, name), content);
    } catch (IOException e) {
      // The next one makes it again.
    }
  }

  /** Deletes what is kept under a name: it turned out to be wrong. */
  public void drop(String kind, byte[] name) {
    delete(file(kind, name));
  }

  /** Deletes what a process that was killed had begun to write; younger files may be in work. */
  private void deleteAbandoned() {
    Instant before = Instant.now().minus(ABANDONED);
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(WholeFile::isUnfinished).toList()) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
          delete(file);
        }
      }
    } catch (IOException e) {
      // It only takes room.
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // It will be found wrong again.
    }
  }

  private Path file(String kind, byte[] name) {
    return directory.resolve(kind + "-" + HexFormat.of().formatHex(name));
  }

  /** Says within the seal what the file holds, so that no other can take its place. */
  private static byte[] head(String kind, byte[] name) {
    return "merapi cache 1 %s %s\n"
        .formatted(kind, HexFormat.of().formatHex(name))
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static boolean startsWith(byte[] bytes, byte[] head) {
    return bytes.length >= head.length
        && Arrays.equals(bytes, 0, head.length, head, 0, head.length);
  }
}
