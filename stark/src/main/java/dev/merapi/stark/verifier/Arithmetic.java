package dev.merapi.stark.verifier;

import dev.merapi.stark.transcript.TranscriptArithmetic;
import java.util.List;

/**
 * What the verifier computes with: the native arithmetic checks a proof, one that records its calls
 * emits a circuit. Shapes (list lengths, domain sizes, constants) are ordinary Java values and must
 * not depend on the values computed with.
 *
 * @param <B> base element
 * @param <E> element of the quartic extension
 * @param <D> digest
 * @param <T> bit
 */
public interface Arithmetic<B, E, D, T> extends TranscriptArithmetic<B, E, T> {
  /** a + b. */
  B add(B a, B b);

  /** a · b. */
  B mul(B a, B b);

  /** {@code bit ? one : zero}. */
  B select(T bit, B zero, B one);

  /** The canonical integer of bits, lowest first, at most 24, as an element. */
  B fromBits(List<T> bits);

  /** An extension constant given by a base element in Montgomery form. */
  E constantExt(int montgomery);

  /** A base element as an extension element. */
  E lift(B value);

  /** a + b. */
  E addExt(E a, E b);

  /** a - b. */
  E subExt(E a, E b);

  /** a · b. */
  E mulExt(E a, E b);

  /** a · b for a base element b. */
  E scale(E a, B b);

  /** a / b; rejects when b is zero, whatever a is. */
  E divide(E a, E b, Rejection reason);

  /** Σ weights[i] · values[i], the lists of equal length. */
  E dot(List<E> weights, List<B> values);

  /** The table's entry at the integer of {@code bits}, lowest first; 2^bits entries. */
  E pick(List<T> bits, List<E> table);

  /** The table's entry at the integer of {@code bits}, lowest first; 2^bits entries. */
  D pickDigest(List<T> bits, List<D> table);

  /**
   * One-hot form of a small integer: entry k says whether {@code value = k}.
   *
   * @return max + 1 bits, those below {@code min} constantly 0; rejects when the value is outside
   *     [min, max]
   */
  List<T> oneHot(B value, int min, int max, Rejection reason);

  /** The entry of the table, as long as the one-hot list, where the bit is 1. */
  E choose(List<T> oneHot, List<E> table);

  /** {@code bit ? one : zero}. */
  E selectExt(T bit, E zero, E one);

  /** Whether the first one-hot integer is less than the second. */
  T less(List<T> a, List<T> b);

  /** Whether the one-hot integer is greater than a constant. */
  T exceeds(List<T> oneHot, int constant);

  /** Rejects unless Σ weights[i] · 2^(heights[i]) over the integers is below p. */
  void assertCountBelowModulus(List<List<T>> heights, List<Long> weights, String bus);

  /** The digest of a leaf. */
  D hashRow(List<B> row);

  /** The digest of a leaf that holds extension elements, by their coordinates. */
  D hashGroup(List<E> group);

  /**
   * One step up a tree: {@code active ? compress(direction ? (sibling, node) : (node, sibling)) :
   * node}.
   */
  D step(T active, T direction, D node, D sibling);

  /** A constant bit. */
  T bit(boolean value);

  /**
   * The words of a digest, for the transcript to observe and nothing else: they need not be
   * elements.
   */
  List<B> words(D digest);

  /** Rejects unless a = b. */
  void assertEqual(B a, B b, Rejection reason, String what);

  /** Rejects unless a = b. */
  void assertEqualExt(E a, E b, Rejection reason, String what);

  /** Rejects unless a = b. */
  void assertEqualDigest(D a, D b, Rejection reason, String what);
}
