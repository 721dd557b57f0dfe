package dev.merapi.cli;

import dev.merapi.sdk.verify.AppProof;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reading whole files, up to a size nobody means to exceed. */
final class InputFile {

  /** The largest input, program or key that is read, in bytes. */
  static final int MAX_BYTES = 1 << 28;

  private InputFile() {}

  /** All bytes of a file. */
  static byte[] read(Path path) {
    return read(path, MAX_BYTES);
  }

  /** A proof: left in its file, which can be larger than memory, or taken from a stream. */
  static AppProof proof(Path path) {
    if (!Files.isRegularFile(path)) {
      return AppProof.parse(read(path));
    }
    try {
      return AppProof.open(path);
    } catch (IOException e) {
      throw FileException.of("read", path, e);
    }
  }

  private static byte[] read(Path path, int most) {
    if (Files.isDirectory(path)) {
      throw new FileException("cannot read " + path + ": it is a directory");
    }
    try (InputStream stream = Files.newInputStream(path)) {
      return read(stream, path.toString(), most);
    } catch (IOException e) {
      throw FileException.of("read", path, e);
    }
  }

  /** All bytes of a stream. */
  static byte[] read(InputStream stream, String name) throws IOException {
    return read(stream, name, MAX_BYTES);
  }

  private static byte[] read(InputStream stream, String name, int most) throws IOException {
    byte[] bytes = stream.readNBytes(most + 1);
    if (bytes.length > most) {
      throw new FileException(name + " has more than " + most + " bytes");
    }
    return bytes;
  }
}
