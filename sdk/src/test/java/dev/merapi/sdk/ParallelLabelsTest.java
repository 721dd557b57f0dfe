package dev.merapi.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.metrics.Labels;
import dev.merapi.metrics.MetricEntry;
import dev.merapi.metrics.MetricNames;
import dev.merapi.metrics.Metrics;
import dev.merapi.metrics.MetricsSink;
import dev.merapi.stark.parallel.Cancellation;
import dev.merapi.stark.parallel.Parallel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Labels are in force wherever a prover's own parallel ranges run. */
class ParallelLabelsTest {

  private static final int RANGE = 2000;

  private final MetricsSink sink = Metrics.sink().orElseThrow();
  private final CountDownLatch several = new CountDownLatch(2);
  private final Set<Thread> workers = ConcurrentHashMap.newKeySet();

  static Stream<ExecutorService> pools() {
    return Stream.of(
        Executors.newFixedThreadPool(4),
        Executors.newVirtualThreadPerTaskExecutor(),
        new ForkJoinPool(4));
  }

  @ParameterizedTest
  @MethodSource("pools")
  void rangesKeepTheLabelsAndNestedRangesTheirs(ExecutorService pool) {
    sink.reset();
    try (pool) {
      Parallel parallel = settings(pool).parallel(new Cancellation());
      Labels.with("group", "outer")
          .run(() ->
              parallel.forRange(
                  0,
                  RANGE,
                  1,
                  (from, to) -> {
                    work(from, to, MetricNames.ROWS);
                    Labels.with("idx", from % 2)
                        .run(() ->
                            parallel.forRange(
                                from, to, 1, (a, b) -> work(a, b, MetricNames.CELLS)));
                  }));
    }
    assertThat(workers).as("threads that took part").hasSizeGreaterThan(1);
    assertThat(sum(MetricNames.ROWS)).isEqualTo(RANGE);
    assertThat(sum(MetricNames.CELLS)).isEqualTo(RANGE);
    assertThat(sink.entries())
        .allSatisfy(entry ->
            assertThat(entry.labels().toString())
                .matches(
                    entry.name().equals(MetricNames.ROWS)
                        ? "\\[Label\\[key=group, value=outer]]"
                        : "\\[Label\\[key=group, value=outer], Label\\[key=idx, value=[01]]]"));
  }

  private void work(int from, int to, String counter) {
    if (workers.add(Thread.currentThread())) {
      several.countDown();
      awaitSeveral();
    }
    for (int i = from; i < to; i++) {
      Metrics.counter(counter, 1);
    }
  }

  /** Holds the first threads back until another has come. */
  private void awaitSeveral() {
    try {
      several.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private double sum(String name) {
    return sink.entries().stream()
        .filter(entry -> entry.name().equals(name))
        .mapToDouble(MetricEntry::value)
        .sum();
  }

  private static Settings settings(Executor pool) {
    return new Settings(
        MachineConfig.rv32im(),
        Security.PROVEN_100,
        Hash.POSEIDON2,
        pool,
        4,
        null,
        16,
        null,
        null,
        null,
        "app_proof",
        false);
  }
}
