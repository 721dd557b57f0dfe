package dev.merapi.vm.elf;

import java.nio.charset.StandardCharsets;

/**
 * Bounds-checked little-endian reads from a file's bytes; offsets and sizes are unsigned 32-bit
 * values in longs.
 */
final class ElfReader {
  private static final int MAX_NAME = 1024;

  private final byte[] bytes;

  ElfReader(byte[] bytes) {
    this.bytes = bytes;
  }

  int length() {
    return bytes.length;
  }

  int u8(int offset) {
    return bytes[offset] & 0xff;
  }

  int u16(int offset) {
    return u8(offset) | u8(offset + 1) << 8;
  }

  int i32(int offset) {
    return u16(offset) | u16(offset + 2) << 16;
  }

  long u32(int offset) {
    return i32(offset) & 0xffffffffL;
  }

  /** The word at {@code offset} of which only bytes before {@code end} exist; the others are 0. */
  int partialWord(int offset, int end) {
    int word = 0;
    for (int i = 0; i < 4 && offset + i < end; i++) {
      word |= u8(offset + i) << (8 * i);
    }
    return word;
  }

  /**
   * Checks that {@code [offset, offset + size)} is in the file and returns the offset as an index.
   */
  int range(String what, long offset, long size) throws ElfFormatException {
    if (offset + size > bytes.length) {
      throw new ElfFormatException(
          "truncated: %s needs bytes 0x%x to 0x%x, the file has 0x%x"
              .formatted(what, offset, offset + size, bytes.length));
    }
    return (int) offset;
  }

  /** The zero-terminated string at {@code offset}, cut at {@code end} and at 1024 bytes. */
  String string(int offset, int end) {
    int stop = offset;
    while (stop < end && stop - offset < MAX_NAME && bytes[stop] != 0) {
      stop++;
    }
    return new String(bytes, offset, stop - offset, StandardCharsets.UTF_8);
  }
}
