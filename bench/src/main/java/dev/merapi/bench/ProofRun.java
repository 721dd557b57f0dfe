package dev.merapi.bench;

import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;

/**
 * One proof and its verification.
 *
 * @param facts what is the same however often it is run
 * @param measures by the names of {@link Measures}
 * @param phases milliseconds of each phase, by its title
 * @param coresBusy processors busy in each phase, by its title; nothing where it was not watched
 */
record ProofRun(
    Facts facts,
    Map<String, Double> measures,
    Map<String, Double> phases,
    Map<String, Double> coresBusy) {

  /** A measure of this run. */
  double measure(String name) {
    return Objects.requireNonNull(measures.get(name), name);
  }

  /**
   * What a run is, apart from what it takes.
   *
   * @param instructions of the guest
   * @param segments of the run
   * @param mainCells used cells of the main traces
   * @param totalCells used cells of all traces, in base elements
   * @param proofBytes size of the proof
   * @param securityBits of the proof
   * @param publicValues what the proof reveals, in hexadecimal digits
   */
  record Facts(
      long instructions,
      int segments,
      long mainCells,
      long totalCells,
      long proofBytes,
      double securityBits,
      String publicValues) {

    /** Requires the result that is right. */
    void require(String name, byte[] expected) {
      String right = HexFormat.of().formatHex(expected);
      if (!publicValues.equals(right)) {
        throw new BenchException(
            BenchException.Kind.RESULT,
            "%s gave a wrong result: it reveals %s, right is %s"
                .formatted(name, publicValues, right));
      }
    }
  }
}
