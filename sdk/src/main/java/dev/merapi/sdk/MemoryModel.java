package dev.merapi.sdk;

import dev.merapi.stark.proof.VerifyingKey;
import dev.merapi.stark.prover.ProverMemory;
import dev.merapi.vm.executor.Executor;
import dev.merapi.vm.executor.SegmentPlan;
import dev.merapi.vm.executor.SegmentShape;
import dev.merapi.vm.memory.MemoryTree;
import dev.merapi.vm.memory.TouchedTree;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;

/**
 * Foretells the memory that proving a segment takes, from its shape alone. What is large is known
 * to the word: the workspace of the proof, the records, the touched part of the memory tree. What
 * is small has a bound.
 *
 * <p>All of it counts at once, though records and the touched tree are gone before a proof is at
 * its largest: the workspace is one piece that is there all the time, and as a rule serves all
 * segments of a run.
 */
final class MemoryModel {

  /**
   * The young generation of the launcher; and keys, constraints, progress, registers of threads.
   */
  private static final long SMALL = (96L + 64) << 20;

  /** The collector needs room to work in: one part in so many of what is live. */
  private static final int LIVE_PER_SLACK = 32;

  /**
   * Tables lower than their bounds may need a workspace that is larger, since its places fall
   * otherwise. With each of them lower by one it is known; what other heights need beyond that is
   * less than one part in so many, as far as a million random ones and a search for the worst tell.
   */
  private static final int WORDS_PER_MISFIT = 6;

  /**
   * Up to here extensions are full: who has less memory does better with shorter segments. Taller
   * ones are for those who asked for them.
   */
  private static final int FULL_UP_TO = 20;

  /** In taller segments, tables from here on have compact extensions if that saves memory. */
  private static final int COMPACT_FROM = 20;

  /** Copies of the guest's input: the caller's, ours, and what the guest has not read yet. */
  private static final int INPUT_COPIES = 4;

  /** Fewer threads count as so many, so that their number does not decide where a run is cut. */
  private static final int LEAST_THREADS = 16;

  private final VerifyingKey key;
  private final int[] bounded;
  private final long fixed;
  private final Map<List<Integer>, Long> most = new ConcurrentHashMap<>();

  /**
   * The model of one run.
   *
   * @param bounded positions of the tables whose heights metering only bounds
   * @param programBytes what the program takes of the heap, the tree of its memory included
   * @param inputBytes size of the guest's input
   * @param threads threads that work on a proof
   */
  MemoryModel(VerifyingKey key, int[] bounded, long programBytes, long inputBytes, int threads) {
    this.key = key;
    this.bounded = bounded.clone();
    this.fixed =
        programBytes
            + INPUT_COPIES * inputBytes
            + ProverMemory.THREAD_BYTES * (Math.max(LEAST_THREADS, threads) - LEAST_THREADS);
  }

  /** Words of the workspace that a proof of tables of these heights takes. */
  long workspaceWords(int[] logHeights) {
    return Arrays.stream(logHeights).anyMatch(log -> log > FULL_UP_TO)
        ? ProverMemory.compactWords(key, COMPACT_FROM, logHeights)
        : fullWorkspaceWords(logHeights);
  }

  /** The same where all extensions are full. */
  long fullWorkspaceWords(int[] logHeights) {
    return ProverMemory.words(key, logHeights);
  }

  /** Words of a workspace that each of these segments can be proven in. */
  long largestWorkspace(List<SegmentPlan> segments) {
    return largest(segments, this::workspaceWords);
  }

  /** The same for proofs whose extensions are all full. */
  long largestFullWorkspace(List<SegmentPlan> segments) {
    return largest(segments, this::fullWorkspaceWords);
  }

  private static long largest(List<SegmentPlan> segments, ToLongFunction<int[]> words) {
    return segments.stream()
        .mapToLong(plan -> words.applyAsLong(plan.shape().logHeights()))
        .max()
        .orElse(0);
  }

  /** Bytes of the heap, at most, that proving a segment of this shape takes. */
  long heapBytes(SegmentShape shape) {
    long words = mostWords(shape.logHeights());
    return heapBytes(shape, words + words / WORDS_PER_MISFIT);
  }

  /** The most words for these heights, and for bounded tables that are lower by one. */
  private long mostWords(int[] logHeights) {
    return most.computeIfAbsent(
        Arrays.stream(logHeights).boxed().toList(), heights -> mostWords(logHeights, 0));
  }

  private long mostWords(int[] logHeights, int from) {
    if (from == bounded.length) {
      return workspaceWords(logHeights);
    }
    int table = bounded[from];
    int[] lower = logHeights.clone();
    lower[table] = Math.max(1, lower[table] - 1);
    return Math.max(mostWords(logHeights, from + 1), mostWords(lower, from + 1));
  }

  /** The same in a workspace of so many words. */
  long heapBytes(SegmentShape shape, long workspaceWords) {
    int tallest = Arrays.stream(shape.logHeights()).max().orElse(0);
    long live =
        SMALL
            + fixed
            + Integer.BYTES * workspaceWords
            + ProverMemory.twiddleBytes(key.parameters(), tallest)
            + Executor.stateHeapBytes(shape)
            + Executor.recordHeapBytes(shape)
            + TouchedTree.heapBytes(shape.leaves() + shape.nodes(), shape.compressions())
            + MemoryTree.changeHeapBytes(shape.pages());
    return live + live / LIVE_PER_SLACK;
  }

  /** Resident bytes, at most, of a process that does so and nothing else. */
  long processBytes(SegmentShape shape) {
    return JvmMemory.processWith(heapBytes(shape));
  }
}
