package dev.merapi.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.merapi.metrics.MetricEntry.Kind;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetricsTest {

  private final MetricsSink sink = Metrics.sink().orElseThrow();

  @BeforeEach
  void reset() {
    sink.reset();
  }

  @Test
  void gaugesKeepTheLastValueAndCountersAdd() {
    Metrics.gauge(MetricNames.PROOF_SIZE, 10);
    Metrics.gauge(MetricNames.PROOF_SIZE, 12.5);
    Metrics.counter(MetricNames.ROWS, 3);
    Metrics.counter(MetricNames.ROWS, 4);
    assertThat(sink.entries())
        .extracting(MetricEntry::kind, MetricEntry::text)
        .containsExactly(tuple(Kind.GAUGE, "12.5"), tuple(Kind.COUNTER, "7"));
  }

  @Test
  void labelsStandInScopeOrderAndEndWithTheirScope() {
    Labels.with("group", "leaf")
        .run(() ->
            Labels.with("idx", 0)
                .and("air_name", "A<B, C>")
                .run(() -> Metrics.counter(MetricNames.CELLS, 1)));
    Metrics.counter(MetricNames.TOTAL_CELLS, 1);
    assertThat(sink.entries().getFirst().labels().list())
        .containsExactly(
            new Label("group", "leaf"), new Label("idx", "0"), new Label("air_name", "A<B; C>"));
    assertThat(sink.entries().getLast().labels().list()).isEmpty();
  }

  @Test
  void anInnerScopeReplacesALabelInPlace() {
    Labels inner = Labels.with("group", "a").and("idx", 1).and("group", "b");
    assertThat(inner.list()).containsExactly(new Label("group", "b"), new Label("idx", "1"));
  }

  @Test
  void aSpanSetsItsGauge() throws InterruptedException {
    try (Metrics.Span span = Metrics.span(MetricNames.EXECUTE)) {
      Thread.sleep(20);
      assertThat(span).isNotNull();
    }
    MetricEntry entry = sink.entries().getFirst();
    assertThat(entry.name()).isEqualTo("execute_time_ms");
    assertThat(entry.value()).isBetween(19.0, 2000.0);
    assertThatThrownBy(() -> Metrics.span(MetricNames.ROWS))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void twoScopesAtOnceDoNotMix() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      List<Future<?>> runs =
          List.of(
              pool.submit(() -> scoped("first", both)), pool.submit(() -> scoped("second", both)));
      for (Future<?> run : runs) {
        run.get();
      }
    }
    assertThat(sink.entries())
        .allSatisfy(e -> assertThat(e.labels().list()).hasSize(1))
        .extracting(e -> e.labels().list().getFirst().value(), MetricEntry::text)
        .containsExactlyInAnyOrder(tuple("first", "1"), tuple("second", "1"));
  }

  private static void scoped(String group, CountDownLatch both) {
    Labels.with("group", group)
        .run(() -> {
          both.countDown();
          try {
            both.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          Metrics.counter(MetricNames.NUM_SEGMENTS, 1);
        });
  }

  @Test
  void labelsReachPoolThreads() {
    try (ExecutorService pool = Executors.newFixedThreadPool(3)) {
      reach(pool);
    }
  }

  @Test
  void labelsReachVirtualThreads() {
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      reach(pool);
    }
  }

  private void reach(ExecutorService pool) {
    CountDownLatch done = new CountDownLatch(50);
    Labels.with("group", "outer")
        .run(() -> {
          for (int i = 0; i < 50; i++) {
            Labels.with("idx", i % 2)
                .run(() ->
                    pool.execute(
                        Labels.propagating(() -> {
                          Metrics.counter(MetricNames.ROWS, 1);
                          done.countDown();
                        })));
          }
        });
    try {
      done.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    assertThat(sink.entries()).hasSize(2);
    assertThat(sink.entries())
        .allSatisfy(e -> {
          assertThat(e.labels().list().getFirst()).isEqualTo(new Label("group", "outer"));
          assertThat(e.text()).isEqualTo("25");
        });
  }

  @Test
  void aThreadThatWasHandedNothingHasNoLabels() throws InterruptedException {
    Labels.with("group", "outer")
        .run(() -> {
          Thread thread = Thread.ofVirtual().start(() -> Metrics.counter(MetricNames.ROWS, 1));
          try {
            thread.join();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    assertThat(sink.entries().getFirst().labels().list()).isEmpty();
  }
}
