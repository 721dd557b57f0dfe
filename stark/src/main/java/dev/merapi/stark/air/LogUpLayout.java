package dev.merapi.stark.air;

import java.util.ArrayList;
import java.util.List;

/**
 * How the interactions of an AIR share extension columns.
 *
 * <p>The fractions of a chunk share one extension column φ = Σ m_i / d_i. Chunk 0 belongs to the
 * accumulator (extension column 0), which carries its own fractions: with A = acc' - acc - Σφ in
 * all rows but the last and A = S - acc - Σφ in the last, A is the sum of chunk 0's fractions. So
 * the accumulator is an exclusive prefix sum, zero in the first row, and every row fires. Chunk j >
 * 0 owns extension column j.
 *
 * <p>Where the last row is silent, the last row states S = acc instead: chunk 0 then has no
 * constraint with a row selector of degree 1, and may be as large as the others.
 *
 * @param chunks interactions of each chunk, by index; chunk 0 may be empty; empty list when the AIR
 *     has no interactions
 * @param lastRowSilent whether the sum leaves the last row out
 */
public record LogUpLayout(List<List<Integer>> chunks, boolean lastRowSilent) {

  /** Copies the lists. */
  public LogUpLayout {
    chunks = chunks.stream().map(List::copyOf).toList();
  }

  /** Number of extension columns, accumulator included. */
  public int extensionColumns() {
    return chunks.size();
  }

  /** Degrees of one interaction: of its multiplicity and of its denominator. */
  record Degrees(int multiplicity, int denominator) {}

  /**
   * The degree of the constraint φ·Πd - Σ m_i·Π_{j≠i} d_j.
   *
   * @return the degree when φ has degree 1
   */
  static int degree(List<Degrees> chunk) {
    int denominators = chunk.stream().mapToInt(Degrees::denominator).sum();
    int degree = 1 + denominators;
    for (Degrees d : chunk) {
      degree = Math.max(degree, d.multiplicity + denominators - d.denominator);
    }
    return degree;
  }

  /**
   * First fit, in order; the accumulator, whose constraint may carry a row selector, takes what
   * fits from the end (so that neighbours, such as the two halves of a memory access, share a
   * column).
   *
   * @throws AirDefinitionException naming the interaction (by index) that fits nowhere
   */
  static LogUpLayout plan(List<Degrees> interactions, int maxDegree, boolean lastRowSilent) {
    if (interactions.isEmpty()) {
      return new LogUpLayout(List.of(), lastRowSilent);
    }
    int accumulatorDegree = lastRowSilent ? maxDegree : maxDegree - 1;
    List<Integer> accumulator = new ArrayList<>();
    List<Integer> rest = new ArrayList<>();
    for (int i = interactions.size() - 1; i >= 0; i--) {
      if (fits(accumulator, i, interactions, accumulatorDegree)) {
        accumulator.addFirst(i);
      } else {
        rest.addFirst(i);
      }
    }
    List<List<Integer>> chunks = new ArrayList<>();
    for (int i : rest) {
      List<Integer> home = null;
      for (List<Integer> chunk : chunks) {
        if (home == null && fits(chunk, i, interactions, maxDegree)) {
          home = chunk;
        }
      }
      if (home == null) {
        home = new ArrayList<>();
        chunks.add(home);
        if (!fits(home, i, interactions, maxDegree)) {
          throw new AirDefinitionException(
              "interaction "
                  + i
                  + " with multiplicity of degree "
                  + interactions.get(i).multiplicity
                  + " and message of degree "
                  + interactions.get(i).denominator
                  + " exceeds the degree limit "
                  + maxDegree);
        }
      }
      home.add(i);
    }
    chunks.addFirst(accumulator);
    return new LogUpLayout(chunks, lastRowSilent);
  }

  private static boolean fits(
      List<Integer> chunk, int candidate, List<Degrees> interactions, int limit) {
    List<Degrees> degrees = new ArrayList<>();
    chunk.forEach(i -> degrees.add(interactions.get(i)));
    degrees.add(interactions.get(candidate));
    return degree(degrees) <= limit;
  }
}
