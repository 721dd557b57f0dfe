package dev.merapi.stark.proof;

import dev.merapi.stark.air.CompiledAir;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Every length of a proof, from the verifying key and the heights alone.
 *
 * @param logHeights log2 of the height of each AIR
 * @param logHeight log2 of the tallest height N
 * @param trees what is opened at a query, in order: the committed matrices in AIR order, the main
 *     tree, the auxiliary tree if any AIR has interactions, the quotient tree
 * @param exposedSums extension elements: one for each AIR with interactions
 * @param logFolds log2 of the arity of each FRI fold
 * @param logFinal log2 of the coefficients of the final polynomial
 */
public record ProofShape(
    List<Integer> logHeights,
    int logHeight,
    List<Tree> trees,
    int exposedSums,
    List<Integer> logFolds,
    int logFinal) {

  /** What a tree holds. */
  public enum Kind {
    /** A matrix committed before the proof, its cap known to the verifier. */
    COMMITTED,
    /** The main traces. */
    MAIN,
    /** The LogUp columns. */
    AUX,
    /** The quotient chunks. */
    QUOTIENT
  }

  /**
   * One tree.
   *
   * @param kind what it holds
   * @param air the AIR of a committed matrix, else -1
   * @param logRows log2 of the rows of its tallest matrix before extension
   * @param width base elements of a row over all its matrices, which is also the number of columns
   *     opened
   */
  public record Tree(Kind kind, int air, int logRows, int width) {}

  /** Copies the lists. */
  public ProofShape {
    logHeights = List.copyOf(logHeights);
    trees = List.copyOf(trees);
    logFolds = List.copyOf(logFolds);
  }

  /**
   * The shape of a proof under a key.
   *
   * @throws ProofFormatException if the heights are not ones the key allows
   */
  public static ProofShape of(VerifyingKey key, int[] logHeights) throws ProofFormatException {
    StarkParameters parameters = key.parameters();
    List<CompiledAir> airs = key.airs();
    if (logHeights.length != airs.size()) {
      throw new ProofFormatException(logHeights.length + " heights for " + airs.size() + " AIRs");
    }
    int max = 0;
    List<Integer> heights = new ArrayList<>();
    for (int i = 0; i < logHeights.length; i++) {
      checkHeight(parameters, airs.get(i), logHeights[i]);
      heights.add(logHeights[i]);
      max = Math.max(max, logHeights[i]);
    }
    if (max < parameters.minLogMaxHeight()) {
      throw new ProofFormatException(
          "tallest height 2^" + max + " is below 2^" + parameters.minLogMaxHeight());
    }
    List<Tree> trees = new ArrayList<>();
    int main = 0;
    int exposed = 0;
    for (int i = 0; i < airs.size(); i++) {
      CompiledAir air = airs.get(i);
      if (air.committedWidth() > 0) {
        trees.add(new Tree(Kind.COMMITTED, i, logHeights[i], air.committedWidth()));
      }
      main += air.mainWidth();
      exposed += air.interactions().isEmpty() ? 0 : 1;
    }
    trees.add(new Tree(Kind.MAIN, -1, max, main));
    if (exposed > 0) {
      trees.add(new Tree(Kind.AUX, -1, max, key.auxWidth()));
    }
    trees.add(new Tree(Kind.QUOTIENT, -1, max, 4 << parameters.logQuotientChunks()));
    return new ProofShape(
        heights, max, trees, exposed, parameters.logFolds(max), parameters.logFinalPolynomial(max));
  }

  private static void checkHeight(StarkParameters parameters, CompiledAir air, int logHeight)
      throws ProofFormatException {
    int min = air.committedWidth() > 0 ? Math.max(1, parameters.logCap()) : 1;
    OptionalInt fixed = air.fixedLogHeight();
    if (logHeight < min || logHeight > parameters.maxLogHeight()) {
      throw new ProofFormatException(
          "height 2^"
              + logHeight
              + " of "
              + air.name()
              + " is outside [2^"
              + min
              + ", 2^"
              + parameters.maxLogHeight()
              + "]");
    }
    if (fixed.isPresent() && fixed.getAsInt() != logHeight) {
      throw new ProofFormatException(
          "height 2^" + logHeight + " of " + air.name() + " must be 2^" + fixed.getAsInt());
    }
  }

  /**
   * The AIRs in the order in which the rows of the main and the auxiliary tree hold them: from
   * short to tall, equal heights in AIR order.
   */
  public List<Integer> rowOrder() {
    return IntStream.range(0, logHeights.size())
        .boxed()
        .sorted(Comparator.comparing(logHeights::get))
        .toList();
  }

  /** Columns opened at both points, over all trees. */
  public int openedColumns() {
    return trees.stream().mapToInt(Tree::width).sum();
  }

  /** log2 of the size of the codeword that FRI fold {@code fold} starts from. */
  public int logCodeword(int fold, StarkParameters parameters) {
    int log = logHeight + parameters.logBlowup();
    for (int i = 0; i < fold; i++) {
      log -= logFolds.get(i);
    }
    return log;
  }
}
