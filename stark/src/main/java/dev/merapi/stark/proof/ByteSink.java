package dev.merapi.stark.proof;

import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.hash.HashSuite;
import java.io.ByteArrayOutputStream;

/** Writes little-endian words, canonical elements and digests. */
final class ByteSink {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  void bytes(byte[] bytes) {
    out.writeBytes(bytes);
  }

  void u8(int value) {
    if (value < 0 || value > 0xff) {
      throw new IllegalArgumentException("not a byte: " + value);
    }
    out.write(value);
  }

  void u32(int value) {
    out.write(value);
    out.write(value >>> 8);
    out.write(value >>> 16);
    out.write(value >>> 24);
  }

  /** An ASCII string of at most 255 characters. */
  void text(String text) {
    u8(text.length());
    for (int i = 0; i < text.length(); i++) {
      u8(text.charAt(i));
    }
  }

  /** Elements in Montgomery form, written as their canonical integers. */
  void elements(int[] montgomery) {
    elements(montgomery, 0, montgomery.length);
  }

  void elements(int[] montgomery, int from, int count) {
    for (int i = from; i < from + count; i++) {
      u32(KoalaBear.toCanonical(montgomery[i]));
    }
  }

  /** Digests of a suite: as elements, or word by word. */
  void digests(HashSuite suite, int[] words) {
    if (suite.elementDigests()) {
      elements(words);
    } else {
      for (int word : words) {
        u32(word);
      }
    }
  }

  byte[] toBytes() {
    return out.toByteArray();
  }
}
