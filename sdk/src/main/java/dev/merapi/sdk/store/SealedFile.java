package dev.merapi.sdk.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Files that end with the SHA-256 of all before it. They are written beside their place and moved
 * there, so that a reader finds all of one or nothing; what was damaged since is not read.
 */
public final class SealedFile {

  /** Bytes of the seal. */
  public static final int SEAL_BYTES = 32;

  private static final String PART = ".part";

  /** Two threads may write the same file. */
  private static final AtomicLong WRITES = new AtomicLong();

  private SealedFile() {}

  /** Writes parts as one file; when this returns, it survives the machine. */
  public static void write(Path file, byte[]... parts) throws IOException {
    MessageDigest sha = sha256();
    Path part = part(file);
    try {
      try (FileChannel channel =
          FileChannel.open(
              part,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        for (byte[] bytes : parts) {
          sha.update(bytes);
          write(channel, bytes);
        }
        write(channel, sha.digest());
        channel.force(true);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      forceDirectory(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      deleteQuietly(part);
      throw e;
    }
  }

  /** The bytes before the seal; empty if there is no file or the seal is not theirs. */
  public static Optional<byte[]> read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    byte[] bytes = Files.readAllBytes(file);
    if (bytes.length < SEAL_BYTES) {
      return Optional.empty();
    }
    MessageDigest sha = sha256();
    sha.update(bytes, 0, bytes.length - SEAL_BYTES);
    byte[] seal = Arrays.copyOfRange(bytes, bytes.length - SEAL_BYTES, bytes.length);
    return Arrays.equals(sha.digest(), seal)
        ? Optional.of(Arrays.copyOf(bytes, bytes.length - SEAL_BYTES))
        : Optional.empty();
  }

  /** A fresh SHA-256. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Whether a file is one that {@link #write} has not finished. */
  public static boolean isUnfinished(Path file) {
    return file.getFileName().toString().endsWith(PART);
  }

  private static Path part(Path file) {
    return file.resolveSibling(
        "%s.%d-%d%s"
            .formatted(
                file.getFileName(), ProcessHandle.current().pid(), WRITES.incrementAndGet(), PART));
  }

  private static void write(FileChannel channel, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
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
