package dev.merapi.sdk.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Files that end with the SHA-256 of all before it. They are written as {@link WholeFile}, so that
 * a reader finds all of one or nothing; what was damaged since is not read.
 */
public final class SealedFile {

  /** Bytes of the seal. */
  public static final int SEAL_BYTES = 32;

  private SealedFile() {}

  /** Writes parts as one file; when this returns, it survives the machine. */
  public static void write(Path file, byte[]... parts) throws IOException {
    MessageDigest sha = sha256();
    WholeFile.write(
        file,
        out -> {
          for (byte[] bytes : parts) {
            sha.update(bytes);
            out.write(bytes);
          }
          out.write(sha.digest());
        });
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
}
