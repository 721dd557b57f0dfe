package dev.merapi.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** What the guests must reveal, computed in Java. */
final class Expected {

  private static final int PUBLIC_BYTES = 32;

  private Expected() {}

  /** Public values that begin with these words. */
  static byte[] words(int... words) {
    ByteBuffer values = ByteBuffer.allocate(PUBLIC_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    values.asIntBuffer().put(words);
    return values.array();
  }

  /** Fibonacci number n modulo 2^64. */
  static byte[] fibonacci(long n) {
    long a = 0;
    long b = 1;
    for (long i = 0; i < n; i++) {
      long c = a + b;
      a = b;
      b = c;
    }
    return words((int) a, (int) (a >>> Integer.SIZE));
  }

  /** The digest of the data's digest's digest ..., so many times. */
  static byte[] sha256(byte[] data, long times) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] value = data;
      for (long i = 0; i < times; i++) {
        value = sha.digest(value);
      }
      return value;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // Every JDK has it.
    }
  }

  /** What sorting n numbers of the generator reveals. */
  static byte[] quicksort(int n, int seed) {
    int[] numbers = new int[n];
    int x = seed | 1;
    for (int i = 0; i < n; i++) {
      x ^= x << 13;
      x ^= x >>> 17;
      x ^= x << 5;
      numbers[i] = x ^ Integer.MIN_VALUE; // Signed order is then that of the unsigned numbers.
    }
    Arrays.sort(numbers);
    int hash = 0x811c9dc5;
    for (int number : numbers) {
      hash = (hash ^ number ^ Integer.MIN_VALUE) * 0x01000193;
    }
    return words(
        n,
        numbers[0] ^ Integer.MIN_VALUE,
        numbers[n / 2] ^ Integer.MIN_VALUE,
        numbers[n - 1] ^ Integer.MIN_VALUE,
        hash);
  }

  /** The checksums of a walk over 2^15 words. */
  static byte[] memoryWalk(int rounds) {
    int words = 1 << 15;
    ByteBuffer area = ByteBuffer.allocate(words * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < words; i++) {
      area.putInt(i * Integer.BYTES, i * 0x9e3779b1);
    }
    int x = 12345;
    int sum = 0;
    int halves = 0;
    int bytes = 0;
    for (int r = 0; r < rounds; r++) {
      int at = r;
      for (int i = 0; i < words / 8; i++) {
        at = at + 8191 & words - 1;
        x = x * 1103515245 + 12345;
        area.putInt(at * 4, area.getInt(at * 4) + x);
        sum = Integer.rotateLeft(sum, 1) ^ area.getInt((at + 1 & words - 1) * 4);
        int half = (x >>> 17) * 4;
        area.putShort(half + 2 * (i & 1), (short) (area.getShort(half + 2 * (1 - (i & 1))) + i));
        halves += area.getShort(half);
        int octet = (x >>> 2 & words - 1) * 4;
        area.put(octet + (i & 3), (byte) (area.get(octet + (3 - (i & 3))) - r));
        bytes += area.get(octet + 2);
        bytes ^= area.get(octet + 1) & 0xff;
        halves ^= area.getShort(half + 2) & 0xffff;
      }
    }
    return words(sum, halves, bytes);
  }

  /** What is counted in a valid JSON text. */
  static byte[] json(byte[] text) {
    int objects = 0;
    int arrays = 0;
    int strings = 0;
    int numbers = 0;
    int points = 0;
    int depth = 0;
    int deepest = 0;
    try (JsonParser parser = new JsonFactory().createParser(text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isStructStart()) {
          deepest = Math.max(deepest, ++depth);
          objects += token == JsonToken.START_OBJECT ? 1 : 0;
          arrays += token == JsonToken.START_ARRAY ? 1 : 0;
        } else if (token.isStructEnd()) {
          depth--;
        } else if (token == JsonToken.FIELD_NAME || token == JsonToken.VALUE_STRING) {
          strings++;
          String value = parser.getText();
          points += value.codePointCount(0, value.length());
        } else if (token.isNumeric()) {
          numbers++;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return words(1, 0, objects, arrays, strings, numbers, points, deepest);
  }
}
