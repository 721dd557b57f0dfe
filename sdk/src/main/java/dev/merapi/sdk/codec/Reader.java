package dev.merapi.sdk.codec;

import dev.merapi.stark.field.KoalaBear;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads little-endian words; allocates nothing before the bytes that fill it were seen to be there.
 */
final class Reader {

  private final Source source;
  private final String what;
  private long position;

  Reader(byte[] bytes, String what) {
    this(new Source.Heap(bytes), what);
  }

  Reader(Source source, String what) {
    this.source = source;
    this.what = what;
  }

  void magic(String magic, int version) throws MalformedException {
    byte[] found = bytes((int) Math.min(magic.length(), remaining()));
    if (!new String(found, StandardCharsets.ISO_8859_1).equals(magic)) {
      throw new MalformedException("not " + what);
    }
    int number = u8("version", 0, 255);
    if (number != version) {
      throw new MalformedException(
          what + " of version " + number + "; this build reads version " + version);
    }
  }

  int u8(String name, int min, int max) throws MalformedException {
    return within(name, Byte.toUnsignedInt(take(1).get()), min, max);
  }

  int u32(String name, int min, int max) throws MalformedException {
    return within(name, take(4).getInt(), min, max);
  }

  long u64(String name, long max) throws MalformedException {
    long value = take(8).getLong();
    if (value < 0 || value > max) {
      throw new MalformedException(
          "%s: %s is %s, above %d".formatted(what, name, Long.toUnsignedString(value), max));
    }
    return value;
  }

  private int within(String name, int value, int min, int max) throws MalformedException {
    if (value < min || value > max) {
      throw new MalformedException(
          "%s: %s is %s, outside [%d, %d]"
              .formatted(what, name, Integer.toUnsignedString(value), min, max));
    }
    return value;
  }

  byte[] bytes(int count) throws MalformedException {
    require(count);
    byte[] result = source.read(position, count);
    position += count;
    return result;
  }

  /** A string of at most 255 characters, one a byte. */
  String text() throws MalformedException {
    return new String(bytes(u8("length of a name", 0, 255)), StandardCharsets.ISO_8859_1);
  }

  /** Any words. */
  int[] words(int count) throws MalformedException {
    require(4L * count);
    int[] result = new int[count];
    take(4 * count).asIntBuffer().get(result);
    return result;
  }

  /** Canonical field elements. */
  int[] elements(int count) throws MalformedException {
    int[] result = words(count);
    for (int i = 0; i < count; i++) {
      if (!KoalaBear.isCanonical(result[i])) {
        throw new MalformedException(
            "%s: %s at byte %d is not below the field order"
                .formatted(what, Integer.toUnsignedString(result[i]), position - 4L * (count - i)));
      }
    }
    return result;
  }

  /** Passes over bytes that are there and returns where they begin. */
  long skip(int count) throws MalformedException {
    require(count);
    position += count;
    return position - count;
  }

  byte[] rest() throws MalformedException {
    return bytes((int) Math.min(Integer.MAX_VALUE, remaining()));
  }

  void end() throws MalformedException {
    if (remaining() > 0) {
      throw new MalformedException(
          "%s: %d trailing bytes at %d".formatted(what, remaining(), position));
    }
  }

  private long remaining() {
    return source.size() - position;
  }

  private ByteBuffer take(int count) throws MalformedException {
    return ByteBuffer.wrap(bytes(count)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void require(long count) throws MalformedException {
    if (remaining() < count) {
      throw new MalformedException(
          "%s ends at byte %d, %d more wanted at %d"
              .formatted(what, source.size(), count, position));
    }
  }
}
