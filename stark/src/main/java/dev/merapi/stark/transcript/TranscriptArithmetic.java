package dev.merapi.stark.transcript;

import java.util.List;

/**
 * What a transcript needs of an arithmetic.
 *
 * @param <B> base element
 * @param <E> element of the quartic extension
 * @param <T> bit
 */
public interface TranscriptArithmetic<B, E, T> {
  /** A base constant given in Montgomery form. */
  B constant(int montgomery);

  /** The element c0 + c1 X + c2 X² + c3 X³. */
  E extension(B c0, B c1, B c2, B c3);

  /** The four coordinates of an extension element. */
  List<B> coordinates(E value);

  /**
   * The lowest bits of the canonical integer in [0, p) that an element stands for, lowest first. A
   * circuit must decompose the whole integer and show that it is below p.
   *
   * @param count in [0, 24]
   */
  List<T> lowBits(B value, int count);

  /** Rejects unless a bit is 0. */
  void assertClear(T bit);

  /**
   * The step of the duplex sponge on 16 words, the permutation or function of the hash suite: the
   * first 8 become uniform elements. The argument is left as it is.
   */
  List<B> permute(List<B> state);
}
