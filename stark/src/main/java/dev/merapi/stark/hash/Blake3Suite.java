package dev.merapi.stark.hash;

import dev.merapi.stark.field.KoalaBear;
import java.util.Arrays;

/**
 * The suite {@code blake3}: for proofs that nobody will verify inside another proof. Digests are
 * any 8 words of 32 bits. Elements enter a hash as their words in Montgomery form, little endian.
 *
 * <p>A row, with zeros before it to fill a block, is hashed as BLAKE3 hashes its first chunk,
 * without the limit of 1024 bytes: blocks of 16 words chained from the initial value, the first
 * with the flag CHUNK_START, the last with CHUNK_END and ROOT. Up to 256 words this is BLAKE3. A
 * node is BLAKE3's parent node. The transcript's step is given at {@link #permuteTranscript}.
 */
public final class Blake3Suite implements HashSuite {
  static final Blake3Suite INSTANCE = new Blake3Suite();

  /** Flag of the transcript's compressions, which no row and no node has. */
  public static final int TRANSCRIPT_FLAGS = Blake3.KEYED_HASH;

  /** Bytes of the rate, the block of the transcript's compressions. */
  public static final int TRANSCRIPT_BYTES = 4 * TRANSCRIPT_RATE;

  private static final int BLOCK_BYTES = 4 * Blake3.BLOCK_WORDS;

  private Blake3Suite() {}

  @Override
  public String id() {
    return "blake3";
  }

  @Override
  public boolean elementDigests() {
    return false;
  }

  @Override
  public int collisionBits() {
    return 128;
  }

  @Override
  public int[] hashRow(int[] words, int from, int length) {
    if (length < 1) {
      throw new IllegalArgumentException("a row of " + length + " words");
    }
    int[] cv = Blake3.iv();
    int zeros = HashSuite.leadingZeros(length, Blake3.BLOCK_WORDS);
    int done = Blake3.BLOCK_WORDS - zeros;
    int[] first = new int[Blake3.BLOCK_WORDS];
    System.arraycopy(words, from, first, zeros, done);
    Blake3.chain(cv, 0, first, 0, 0, BLOCK_BYTES, rowFlags(done, length), cv);
    while (done < length) {
      int at = from + done;
      done += Blake3.BLOCK_WORDS;
      Blake3.chain(cv, 0, words, at, 0, BLOCK_BYTES, rowFlags(done, length), cv);
    }
    return cv;
  }

  /**
   * The flags of the block of a row that ends after so many of the row's words.
   *
   * @param rowWords words of the whole row
   */
  public static int rowFlags(int absorbed, int rowWords) {
    int flags = absorbed <= Blake3.BLOCK_WORDS ? Blake3.CHUNK_START : 0;
    return absorbed == rowWords ? flags | Blake3.CHUNK_END | Blake3.ROOT : flags;
  }

  /**
   * One step of a row's chain.
   *
   * @param state chaining value and block, 8 and 16 words; the former is replaced
   * @param absorbed words of the row up to the end of this block
   */
  public static void absorb(int[] state, int absorbed, int rowWords) {
    int flags = rowFlags(absorbed, rowWords);
    Blake3.chain(state, 0, state, DIGEST_WORDS, 0, BLOCK_BYTES, flags, state);
  }

  @Override
  public int[] compress(int[] left, int[] right) {
    int[] digest = new int[DIGEST_WORDS];
    Blake3.hash(left, right, Blake3.PARENT, digest);
    return digest;
  }

  /**
   * The transcript's step: the capacity is a chaining value, the rate a block of 32 bytes, with the
   * flag KEYED_HASH. The compression with counter 0 gives the next capacity; the 16 words of that
   * with counter 1 give the rate, each element from two words, low first, as an integer modulo p:
   * uniform but for a factor of 1 ± 2^-33.
   */
  @Override
  public void permuteTranscript(int[] state) {
    int[] block = Arrays.copyOf(Arrays.copyOf(state, TRANSCRIPT_RATE), Blake3.BLOCK_WORDS);
    int[] out = new int[16];
    Blake3.expand(state, TRANSCRIPT_RATE, block, 0, 1, TRANSCRIPT_BYTES, TRANSCRIPT_FLAGS, out);
    int[] next = new int[DIGEST_WORDS];
    Blake3.chain(state, TRANSCRIPT_RATE, block, 0, 0, TRANSCRIPT_BYTES, TRANSCRIPT_FLAGS, next);
    for (int i = 0; i < TRANSCRIPT_RATE; i++) {
      state[i] = KoalaBear.fromCanonical(sample(out[2 * i], out[2 * i + 1]));
    }
    System.arraycopy(next, 0, state, TRANSCRIPT_RATE, DIGEST_WORDS);
  }

  /** The canonical integer that two words of output give. */
  public static int sample(int low, int high) {
    long value = Integer.toUnsignedLong(low) | (long) high << 32;
    return (int) Long.remainderUnsigned(value, KoalaBear.P);
  }
}
