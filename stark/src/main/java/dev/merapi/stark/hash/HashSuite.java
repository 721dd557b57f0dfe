package dev.merapi.stark.hash;

import java.util.List;

/**
 * The hash functions of one proof configuration: trees, transcript and grinding use nothing else. A
 * digest is 8 words (32 bytes). Its {@link #id()} is part of the verifying key's digest.
 */
public sealed interface HashSuite permits Poseidon2Suite, Blake3Suite {
  /** Words of a digest. */
  int DIGEST_WORDS = 8;

  /** Words of the transcript's sponge state. */
  int TRANSCRIPT_WIDTH = 16;

  /** Words of it that absorb and are squeezed; the others are its capacity. */
  int TRANSCRIPT_RATE = 8;

  /** The default suite: what a later proof can verify. */
  static HashSuite poseidon2() {
    return Poseidon2Suite.INSTANCE;
  }

  /** The suite for proofs that are verified as they are: faster to make and to verify. */
  static HashSuite blake3() {
    return Blake3Suite.INSTANCE;
  }

  /** Every suite, the default one first. */
  static List<HashSuite> all() {
    return List.of(poseidon2(), blake3());
  }

  /**
   * The suite of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static HashSuite of(String id) {
    return all().stream()
        .filter(suite -> suite.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown hash suite '" + id + "'"));
  }

  /** The permanent name of the suite, as it enters the verifying key. */
  String id();

  /**
   * Whether the words of a digest are elements in Montgomery form; otherwise they are any words of
   * 32 bits.
   */
  boolean elementDigests();

  /** Bits of work to find a collision of digests, rounded. */
  int collisionBits();

  /**
   * The zeros before a row of so many words, absorbed in blocks of so many: its last block is full,
   * so whatever number of its last words is absorbed together takes the fewest blocks.
   */
  static int leadingZeros(int rowWords, int blockWords) {
    return Math.floorMod(-rowWords, blockWords);
  }

  /**
   * The digest of a leaf: the words of its row, of every matrix of the tree in order, as one
   * message, after {@link #leadingZeros}. There is no length in it: the shape of a row is fixed by
   * the verifying key, and any other message begins with a word that is not zero.
   *
   * @param words array holding the row, elements in Montgomery form
   * @param from index of the first word
   * @param length number of words, at least 1
   * @return 8 words
   */
  int[] hashRow(int[] words, int from, int length);

  /** The digest of a whole array, see {@link #hashRow(int[], int, int)}. */
  default int[] hashRow(int... words) {
    return hashRow(words, 0, words.length);
  }

  /**
   * The digest, 8 words, of two digests of 8 words. Only digests are to be compressed: it may be a
   * permutation cut short, which can be run backwards and binds nothing else.
   */
  int[] compress(int[] left, int[] right);

  /**
   * The step of the transcript's sponge on its state, {@link #TRANSCRIPT_WIDTH} words, in place.
   * What is absorbed are elements in Montgomery form and the words of digests; the rate it leaves
   * holds uniform elements in Montgomery form.
   */
  void permuteTranscript(int[] state);
}
