package dev.merapi.sdk;

import java.time.Duration;
import java.util.Map;

/**
 * What making one proof took.
 *
 * @param instructions guest instructions executed
 * @param segments segments of the run
 * @param segmentsKept those of them that an earlier attempt had proven
 * @param instructionsKept the instructions of these
 * @param execute time running the guest, once to meter and once to record
 * @param traceGeneration time from records to trace matrices
 * @param prove time from trace matrices to proof
 * @param wall all of it, with what lies between
 * @param phases time of each phase of {@code prove}, in order, by its title
 * @param mainCells used (unpadded) cells of the main traces
 * @param totalCells used cells of the main, committed and bus traces, in base elements
 * @param proofBytes size of the encoded proof
 * @param peakMemoryBytes largest resident size of the process so far, 0 where the platform does not
 *     tell
 * @param securityBits proven (or, for a heuristic preset, conjectured) bits of the proof
 * @param threads threads that worked on it
 */
public record ProofStatistics(
    long instructions,
    int segments,
    int segmentsKept,
    long instructionsKept,
    Duration execute,
    Duration traceGeneration,
    Duration prove,
    Duration wall,
    Map<String, Duration> phases,
    long mainCells,
    long totalCells,
    long proofBytes,
    long peakMemoryBytes,
    double securityBits,
    int threads) {

  /**
   * Thousands of guest instructions a second of execution, trace generation and proving; those of
   * segments kept from before do not count.
   */
  public double kcyclesPerSecond() {
    double seconds = (execute.toNanos() + traceGeneration.toNanos() + prove.toNanos()) / 1e9;
    return seconds == 0 ? 0 : (instructions - instructionsKept) / seconds / 1000;
  }
}
