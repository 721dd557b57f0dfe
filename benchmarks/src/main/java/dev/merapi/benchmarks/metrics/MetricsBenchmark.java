package dev.merapi.benchmarks.metrics;

import dev.merapi.metrics.Labels;
import dev.merapi.metrics.MetricNames;
import dev.merapi.metrics.Metrics;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Nanoseconds that instrumented code takes; without a sink on the class path, as here unless one is
 * added, those of {@link #bare}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MetricsBenchmark {
  private long value = 1;

  /** One step of some work. */
  private long step() {
    value = value * 6364136223846793005L + 1442695040888963407L;
    return value;
  }

  /** The work and nothing else. */
  @Benchmark
  public long bare() {
    return step();
  }

  /** The work, measured and counted. */
  @Benchmark
  public long counted() {
    try (Metrics.Span _ = Metrics.span(MetricNames.EXECUTE)) {
      Metrics.counter(MetricNames.TOTAL_CYCLES, 1);
      Metrics.gauge(MetricNames.PROOF_SIZE, 1);
      return step();
    }
  }

  /** The work as a task for another thread, which the labels in force follow. */
  @Benchmark
  public long handedOver() {
    Labels.propagating((Runnable) this::step).run();
    return value;
  }
}
