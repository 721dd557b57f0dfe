package dev.merapi.sdk;

import dev.merapi.metrics.Labels;
import dev.merapi.stark.parallel.Cancellation;
import dev.merapi.stark.parallel.Parallel;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Prover} was built with.
 *
 * @param config the machine
 * @param security the preset
 * @param executor where helpers run, or null to work on the calling thread alone
 * @param threads threads that may work at once, the calling one included
 * @param segmentMaxLogHeight log2 of the tallest trace of a segment
 * @param key a proving key to use instead of making one
 * @param group the {@code group} label of the metrics
 */
record Settings(
    MachineConfig config,
    Security security,
    @Nullable Executor executor,
    int threads,
    int segmentMaxLogHeight,
    @Nullable ProvingKey key,
    String group) {

  /**
   * Where work runs: on the executor, which the labels in force follow, or on the calling thread.
   */
  Parallel parallel(Cancellation cancellation) {
    return executor == null
        ? Parallel.sequential(cancellation)
        : Parallel.of(executor, threads, Labels::propagating, cancellation);
  }
}
