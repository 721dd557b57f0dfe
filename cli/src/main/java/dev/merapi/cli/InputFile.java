package dev.merapi.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reading whole files, up to a size nobody means to exceed. */
final class InputFile {

  /** The largest file or standard input that is read, in bytes. */
  static final int MAX_BYTES = 1 << 28;

  private InputFile() {}

  /** All bytes of a file. */
  static byte[] read(Path path) {
    if (Files.isDirectory(path)) {
      throw new FileException("cannot read " + path + ": it is a directory");
    }
    try (InputStream stream = Files.newInputStream(path)) {
      return read(stream, path.toString());
    } catch (IOException e) {
      throw FileException.of("read", path, e);
    }
  }

  /** All bytes of a stream. */
  static byte[] read(InputStream stream, String name) throws IOException {
    byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw new FileException(name + " has more than " + MAX_BYTES + " bytes");
    }
    return bytes;
  }
}
