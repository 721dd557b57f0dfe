package dev.merapi.sdk.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Files that appear whole or not at all: written beside their place and moved there in one step.
 * What was there before stays until then.
 */
public final class WholeFile {
  private static final String PART = ".part";

  /** At most four bytes each. */
  private static final int BEGIN = 24;

  private WholeFile() {}

  /** What a file will hold. */
  @FunctionalInterface
  public interface Content {
    /** Writes all of it; the stream is not buffered. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a file; when this returns, it survives the machine.
   *
   * @throws IOException if it cannot be written, or the content cannot be had; nothing is left of
   *     it then
   */
  public static void write(Path file, Content content) throws IOException {
    Path part = part(file);
    FileChannel channel =
        FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      try (channel) {
        content.writeTo(Channels.newOutputStream(channel));
        channel.force(true);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      deleteQuietly(part);
    }
    forceDirectory(file.toAbsolutePath().getParent());
  }

  /**
   * A name that nobody else has or foresees: threads may write the same file, and so may processes
   * of one number, each in a container of its own.
   */
  private static Path part(Path file) {
    int random = ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE);
    return file.resolveSibling(
        "%s.%d-%d%s".formatted(begin(file), ProcessHandle.current().pid(), random, PART));
  }

  /**
   * How the name of a file begins: what is put behind it is no name that is too long where that of
   * the file is none.
   */
  public static String begin(Path file) {
    int[] points = String.valueOf(file.getFileName()).codePoints().limit(BEGIN).toArray();
    return new String(points, 0, points.length);
  }

  /** Whether a file is one that {@link #write} has not finished. */
  public static boolean isUnfinished(Path file) {
    return file.getFileName().toString().endsWith(PART);
  }

  /** Makes a move within a directory last, on systems where a directory can be opened. */
  private static void forceDirectory(@Nullable Path directory) {
    if (directory == null) {
      return;
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException ignored) {
      // Windows opens no directories; the file is whole in any case.
    }
  }

  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException ignored) {
      // The first failure is the one to tell.
    }
  }
}
