package dev.merapi.stark.proof;

import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.hash.HashSuite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads what {@link ByteSink} writes. Nothing is allocated before the bytes that fill it were seen
 * to be there.
 */
final class ByteSource {
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private final String what;
  private int position;

  ByteSource(byte[] bytes, String what) {
    this.bytes = bytes;
    this.what = what;
  }

  /** Fails unless {@code count} more bytes are there. */
  void require(long count) throws ProofFormatException {
    if (count > bytes.length - position) {
      throw new ProofFormatException(
          what + " ends at byte " + bytes.length + ": " + count + " more wanted at " + position);
    }
  }

  int u8() throws ProofFormatException {
    require(1);
    return bytes[position++] & 0xff;
  }

  int u8(String name, int min, int max) throws ProofFormatException {
    int value = u8();
    if (value < min || value > max) {
      throw new ProofFormatException(
          what + ": " + name + " = " + value + " is outside [" + min + ", " + max + "]");
    }
    return value;
  }

  int u32() throws ProofFormatException {
    require(4);
    int p = position;
    position += 4;
    return (int) WORD.get(bytes, p);
  }

  int u32(String name, int min, int max) throws ProofFormatException {
    int value = u32();
    if (value < min || value > max) {
      throw new ProofFormatException(
          what
              + ": "
              + name
              + " = "
              + Integer.toUnsignedString(value)
              + " is outside ["
              + min
              + ", "
              + max
              + "]");
    }
    return value;
  }

  byte[] bytes(int count) throws ProofFormatException {
    require(count);
    byte[] result = new byte[count];
    System.arraycopy(bytes, position, result, 0, count);
    position += count;
    return result;
  }

  /** Printable ASCII: what is read may end up in a message. */
  String text() throws ProofFormatException {
    int length = u8();
    byte[] ascii = bytes(length);
    StringBuilder text = new StringBuilder(length);
    for (byte b : ascii) {
      if (b < ' ' || b > '~') {
        throw new ProofFormatException(what + ": a text with the byte " + (b & 0xff));
      }
      text.append((char) b);
    }
    return text.toString();
  }

  /** Canonical integers below p, as elements in Montgomery form. */
  int[] elements(int count) throws ProofFormatException {
    require(4L * count);
    int[] result = new int[count];
    elements(result, 0, count);
    return result;
  }

  void elements(int[] montgomery, int from, int count) throws ProofFormatException {
    for (int i = from; i < from + count; i++) {
      int value = u32();
      if (!KoalaBear.isCanonical(value)) {
        throw new ProofFormatException(
            what
                + ": "
                + Integer.toUnsignedString(value)
                + " at byte "
                + (position - 4)
                + " is not below the modulus");
      }
      montgomery[i] = KoalaBear.fromCanonical(value);
    }
  }

  /** The words of digests of a suite: elements, or any words. */
  int[] digests(HashSuite suite, int words) throws ProofFormatException {
    require(4L * words);
    int[] result = new int[words];
    digests(suite, result, words);
    return result;
  }

  /** The same, into the beginning of an array. */
  void digests(HashSuite suite, int[] into, int words) throws ProofFormatException {
    if (suite.elementDigests()) {
      elements(into, 0, words);
      return;
    }
    for (int i = 0; i < words; i++) {
      into[i] = u32();
    }
  }

  void magic(byte[] magic, int version) throws ProofFormatException {
    require(magic.length);
    for (byte b : magic) {
      if (bytes[position++] != b) {
        throw new ProofFormatException("not a " + what);
      }
    }
    int found = u8();
    if (found != version) {
      throw new ProofFormatException(
          what + " of version " + found + "; this build reads version " + version);
    }
  }

  void end() throws ProofFormatException {
    if (position != bytes.length) {
      throw new ProofFormatException(
          what + ": " + (bytes.length - position) + " trailing bytes at " + position);
    }
  }
}
