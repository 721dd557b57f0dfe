package dev.merapi.sdk.codec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Bytes that a {@link Reader} reads: those of an array or of a file. */
sealed interface Source {

  /** How many there are. */
  long size();

  /** Copies bytes that are there. */
  byte[] read(long at, int count);

  /** The bytes of an array. */
  @SuppressWarnings("ArrayRecordComponent")
  record Heap(byte[] bytes) implements Source {
    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public byte[] read(long at, int count) {
      return Arrays.copyOfRange(bytes, (int) at, (int) at + count);
    }
  }

  /**
   * The bytes of a file, fetched in blocks; of those asked for last one is kept. Throws {@link
   * UncheckedIOException}.
   */
  final class File implements Source {

    private static final int BLOCK = 4096;

    private final Path path;
    private final long size;
    private byte[] block = {};
    private long blockAt;

    File(Path path) throws IOException {
      this.path = path;
      this.size = Files.size(path);
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public byte[] read(long at, int count) {
      try {
        if (count > BLOCK) {
          return new FileSlices.Slice(path, at, count).read();
        }
        if (at < blockAt || at + count > blockAt + block.length) {
          block = new FileSlices.Slice(path, at, (int) Math.min(BLOCK, size - at)).read();
          blockAt = at;
        }
        int from = (int) (at - blockAt);
        return Arrays.copyOfRange(block, from, from + count);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
