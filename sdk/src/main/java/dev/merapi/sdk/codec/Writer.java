package dev.merapi.sdk.codec;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes what {@link Reader} reads. */
final class Writer {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Writes a part of something. */
  Writer() {}

  Writer(String magic, int version) {
    bytes(magic.getBytes(StandardCharsets.ISO_8859_1));
    u8(version);
  }

  void u8(int value) {
    out.write(value);
  }

  void u32(int value) {
    for (int shift = 0; shift < 32; shift += 8) {
      out.write(value >>> shift);
    }
  }

  void u64(long value) {
    u32((int) value);
    u32((int) (value >>> 32));
  }

  void elements(int[] canonical) {
    words(canonical);
  }

  void words(int[] words) {
    for (int word : words) {
      u32(word);
    }
  }

  /** An ASCII string of at most 255 characters. */
  void text(String ascii) {
    u8(ascii.length());
    bytes(ascii.getBytes(StandardCharsets.US_ASCII));
  }

  void bytes(byte[] bytes) {
    out.writeBytes(bytes);
  }

  byte[] toBytes() {
    return out.toByteArray();
  }
}
