package dev.merapi.vm.executor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The input vectors not yet taken, and the hint stream of words made from the one taken last.
 *
 * <p>Random words are SHA-256 in counter mode over the seed; without a seed, over a digest of the
 * whole input, so that equal inputs give equal executions.
 */
final class Hints {
  private final GuestInput input;
  private final ArrayDeque<byte[]> vectors;
  private int[] words = {};
  private int position;
  private byte @Nullable [] seed;
  private long counter;

  Hints(GuestInput input) {
    this.input = input;
    this.vectors = new ArrayDeque<>(input.vectors());
  }

  /** A copy that goes its own way. */
  Hints(Hints other) {
    this.input = other.input;
    this.vectors = new ArrayDeque<>(other.vectors);
    this.words = other.words;
    this.position = other.position;
    this.seed = other.seed;
    this.counter = other.counter;
  }

  /** Words left in the stream. */
  int remaining() {
    return words.length - position;
  }

  /** Words of the stream, those taken included. */
  int words() {
    return words.length;
  }

  /** The next word; only if {@link #remaining} is positive. */
  int next() {
    return words[position++];
  }

  /** Resets the stream to the next vector's length and bytes; false if no vector is left. */
  boolean takeInput() {
    byte[] vector = vectors.poll();
    if (vector == null) {
      return false;
    }
    ByteBuffer buffer =
        ByteBuffer.allocate(4 + (vector.length + 3 & ~3)).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putInt(vector.length).put(vector).rewind();
    words = new int[buffer.capacity() / 4];
    buffer.asIntBuffer().get(words);
    position = 0;
    return true;
  }

  /**
   * Puts the vectors under {@code key} before the remaining input; false if there is no such key.
   */
  boolean loadByKey(byte[] key) {
    List<byte[]> found = input.byKey().get(key);
    if (found == null) {
      return false;
    }
    for (int i = found.size() - 1; i >= 0; i--) {
      vectors.addFirst(found.get(i));
    }
    return true;
  }

  /** Resets the stream to {@code count} random words. */
  void random(int count) {
    if (seed == null) {
      seed = seed();
    }
    int[] fresh = new int[count];
    for (int i = 0; i < count; ) {
      MessageDigest digest = sha256();
      digest.update(seed);
      ByteBuffer block =
          ByteBuffer.wrap(digest.digest(longBytes(counter++))).order(ByteOrder.LITTLE_ENDIAN);
      for (; i < count && block.hasRemaining(); i++) {
        fresh[i] = block.getInt();
      }
    }
    words = fresh;
    position = 0;
  }

  private byte[] seed() {
    MessageDigest digest = sha256();
    digest.update("merapi hintrandom v1".getBytes(StandardCharsets.US_ASCII));
    if (input.seed().isPresent()) {
      return digest.digest(longBytes(input.seed().getAsLong()));
    }
    updateList(digest, input.vectors());
    for (Map.Entry<byte[], List<byte[]>> entry : input.byKey().entrySet()) {
      digest.update(longBytes(entry.getKey().length));
      digest.update(entry.getKey());
      updateList(digest, entry.getValue());
    }
    return digest.digest();
  }

  private static void updateList(MessageDigest digest, List<byte[]> list) {
    digest.update(longBytes(list.size()));
    for (byte[] bytes : list) {
      digest.update(longBytes(bytes.length));
      digest.update(bytes);
    }
  }

  private static byte[] longBytes(long value) {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
