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
    Chunk accumulator = new Chunk(lastRowSilent ? maxDegree : maxDegree - 1);
    List<Integer> rest = new ArrayList<>();
    for (int i = interactions.size() - 1; i >= 0; i--) {
      if (accumulator.fits(interactions.get(i))) {
        accumulator.add(i, interactions.get(i));
      } else {
        rest.addFirst(i);
      }
    }
    List<Chunk> chunks = new ArrayList<>();
    for (int i : rest) {
      Degrees degrees = interactions.get(i);
      Chunk home = null;
      for (Chunk chunk : chunks) {
        if (chunk.fits(degrees)) {
          home = chunk;
          break;
        }
      }
      if (home == null) {
        home = new Chunk(maxDegree);
        chunks.add(home);
        if (!home.fits(degrees)) {
          throw new AirDefinitionException(
              "interaction "
                  + i
                  + " with multiplicity of degree "
                  + degrees.multiplicity
                  + " and message of degree "
                  + degrees.denominator
                  + " exceeds the degree limit "
                  + maxDegree);
        }
      }
      home.add(i, degrees);
    }
    accumulator.members.sort(null);
    chunks.addFirst(accumulator);
    return new LogUpLayout(chunks.stream().map(chunk -> chunk.members).toList(), lastRowSilent);
  }

  /**
   * A chunk being filled. Its degree is kept and not computed anew: the interactions may come from
   * the bytes of a key.
   */
  private static final class Chunk {
    private final List<Integer> members = new ArrayList<>();
    private final int limit;
    private int denominators;
    private int excess = 1;

    /** Empty, for constraints up to a degree. */
    Chunk(int limit) {
      this.limit = limit;
    }

    private static int excess(Degrees degrees) {
      return degrees.multiplicity - degrees.denominator;
    }

    /** Whether Π d times φ, or times the largest m_i / d_i, keeps the limit with one more. */
    boolean fits(Degrees candidate) {
      return denominators + candidate.denominator + Math.max(excess, excess(candidate)) <= limit;
    }

    void add(int interaction, Degrees degrees) {
      members.add(interaction);
      denominators += degrees.denominator;
      excess = Math.max(excess, excess(degrees));
    }
  }
}
