package dev.merapi.sdk.codec;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.List;

/**
 * Parts of files, each read anew when it is asked for and kept by nobody here. Immutable, as long
 * as the files are; {@link #get} throws {@link UncheckedIOException} when one is gone.
 */
public final class FileSlices extends AbstractList<byte[]> {

  private final List<Slice> slices;

  /** The list of these parts. */
  public FileSlices(List<Slice> slices) {
    this.slices = List.copyOf(slices);
  }

  /**
   * A part of a file.
   *
   * @param file where it lies
   * @param at its first byte
   * @param length its bytes
   */
  public record Slice(Path file, long at, int length) {

    /** The bytes; an interruption of the thread is left to others, as where they lie in memory. */
    byte[] read() throws IOException {
      byte[] bytes = new byte[length];
      try (InputStream in = Files.newInputStream(file)) {
        if (in.skip(at) < at || in.readNBytes(bytes, 0, length) < length) {
          throw new EOFException(file + " was cut short");
        }
      }
      return bytes;
    }
  }

  @Override
  public byte[] get(int index) {
    try {
      return slices.get(index).read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int size() {
    return slices.size();
  }

  /** The bytes of a part, without reading it. */
  int length(int index) {
    return slices.get(index).length();
  }
}
