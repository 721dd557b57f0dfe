package dev.merapi.sdk;

import dev.merapi.metrics.Labels;
import dev.merapi.sdk.store.ContentCache;
import dev.merapi.stark.parallel.Cancellation;
import dev.merapi.stark.parallel.Parallel;
import dev.merapi.vm.executor.ExecutionLimits;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Prover} was built with.
 *
 * @param config the machine
 * @param security the preset
 * @param hash the hash suite
 * @param executor where helpers run, or null to work on the calling thread alone
 * @param threads threads that may work at once, the calling one included
 * @param memory what the process may have resident, or null for what the heap allows
 * @param segmentMaxLogHeight log2 of the tallest trace of a segment
 * @param key a proving key to use instead of making one
 * @param workDirectory where proven segments are kept, or null to keep them in memory
 * @param cache where commitments to programs are kept, or null
 * @param group the {@code group} label of the metrics
 * @param profiling whether proofs are profiled for the metrics
 */
record Settings(
    MachineConfig config,
    Security security,
    Hash hash,
    @Nullable Executor executor,
    int threads,
    @Nullable MemoryBudget memory,
    int segmentMaxLogHeight,
    @Nullable ProvingKey key,
    @Nullable Path workDirectory,
    @Nullable ContentCache cache,
    String group,
    boolean profiling) {

  /** Bounds of an execution that ends when its task does. */
  ExecutionLimits limits(Task task) {
    return ExecutionLimits.standard()
        .withPublicValueBytes(config.publicValuesBytes())
        .withMaxRows(1 << segmentMaxLogHeight)
        .withCheckpoint(task::check);
  }

  /**
   * Where work runs: on the executor, which the labels in force follow, or on the calling thread.
   */
  Parallel parallel(Cancellation cancellation) {
    return executor == null
        ? Parallel.sequential(cancellation)
        : Parallel.of(executor, threads, Labels::propagating, cancellation);
  }
}
