package dev.merapi.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.merapi.metrics.MetricEntry.Kind;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
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

  /** What is told twice and does not add up: parameters, widths. */
  @Test
  void anAbsoluteCounterDoesNotAdd() {
    Metrics.absolute(MetricNames.MAIN_COLS, 30);
    Metrics.absolute(MetricNames.MAIN_COLS, 30);
    assertThat(sink.entries())
        .singleElement()
        .extracting(MetricEntry::kind, MetricEntry::text)
        .containsExactly(Kind.COUNTER, "30");
    Metrics.absolute(MetricNames.MAIN_COLS, 29);
    assertThat(sink.entries().getFirst().text()).isEqualTo("30");
    Metrics.absolute(MetricNames.MAIN_COLS, 31);
    assertThat(sink.entries().getFirst().text()).isEqualTo("31");
  }

  @Test
  void timesAreMillisecondsWithMicroseconds() {
    Metrics.time(MetricNames.EXECUTE, 1_234_567);
    Metrics.time(MetricNames.TRACE_GEN, 5_000_400);
    assertThat(sink.entries()).extracting(MetricEntry::text).containsExactly("1.235", "5");
    assertThatThrownBy(() -> Metrics.time(MetricNames.ROWS, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void labelsStandInScopeOrderAndEndWithTheirScope() {
    Labels.with("group", "leaf")
        .run(() ->
            Labels.with("idx", 0)
                .with("air_name", "A<B, C>")
                .run(() -> Metrics.counter(MetricNames.CELLS, 1)));
    Metrics.counter(MetricNames.TOTAL_CELLS, 1);
    assertThat(sink.entries().getFirst().labels().list())
        .containsExactly(
            new Label("group", "leaf"), new Label("idx", "0"), new Label("air_name", "A<B; C>"));
    assertThat(sink.entries().getLast().labels().list()).isEmpty();
  }

  @Test
  void anInnerScopeReplacesALabelInPlace() {
    LabelScope inner = Labels.with("group", "a").with("idx", 1).with("group", "b");
    assertThat(inner.labels().list())
        .containsExactly(new Label("group", "b"), new Label("idx", "1"));
  }

  @Test
  void aLabelIsLeftOutOrRenamedInPlace() {
    Labels labels = Labels.with("job", "j").with("group", "a").with("segment", 1).labels();
    assertThat(labels.renamed("group", "program").list())
        .containsExactly(
            new Label("job", "j"), new Label("program", "a"), new Label("segment", "1"));
    assertThat(labels.without("group").list())
        .containsExactly(new Label("job", "j"), new Label("segment", "1"));
    assertThat(labels.list()).hasSize(3);
  }

  @Test
  void nestedScopesComeBackWhenTheInnerOneFails() {
    Labels.with("group", "outer")
        .run(() -> {
          assertThatThrownBy(() ->
                  Labels.with("idx", 1)
                      .run(() -> {
                        throw new IllegalStateException("inner");
                      }))
              .hasMessage("inner");
          assertThat(Labels.current().list()).containsExactly(new Label("group", "outer"));
        });
    assertThat(Labels.current().list()).isEmpty();
  }

  @Test
  void aSpanSetsItsGauge() throws InterruptedException {
    long start = System.nanoTime();
    try (Metrics.Span span = Metrics.span(MetricNames.EXECUTE)) {
      Thread.sleep(20);
      assertThat(span).isNotNull();
    }
    MetricEntry entry = sink.entries().getFirst();
    assertThat(entry.name()).isEqualTo("execute_time_ms");
    double millis = (System.nanoTime() - start) / 1e6;
    assertThat(entry.value()).isBetween(19.0, millis);
  }

  @Test
  void aSpanGoesByTheNameOfItsGaugeOrItsOwn() {
    Metrics.span("compress").close();
    Metrics.span("compress_time_ms").close();
    assertThat(sink.entries())
        .singleElement()
        .extracting(MetricEntry::name)
        .isEqualTo("compress_time_ms");
  }

  /** The chain of the contract, word by word: both labels, in order. */
  @Test
  void scopesChain() {
    int i = 4;
    Labels.with("group", "leaf").with("idx", i).run(() -> Metrics.counter(MetricNames.ROWS, 1));
    assertThat(sink.entries())
        .singleElement()
        .satisfies(entry ->
            assertThat(entry.labels().list())
                .containsExactly(new Label("group", "leaf"), new Label("idx", "4")));
  }

  @Test
  void onlyNamesOfAirsLoseTheirCommas() {
    LabelScope scope =
        Labels.with("group", "a, b").with("air_name", "c,d").with("chip_name", "e,f");
    assertThat(scope.labels().list())
        .extracting(Label::value)
        .containsExactly("a, b", "c;d", "e;f");
  }

  @Test
  void aGaugeThatIsNoFiniteNumberIsLeftOut() {
    Metrics.gauge(MetricNames.PROOF_SIZE, 3);
    for (double value : new double[] {Double.NaN, 1 / 0.0, -1 / 0.0}) {
      Metrics.gauge(MetricNames.PROOF_SIZE, value);
      Metrics.gauge(MetricNames.PEAK_MEMORY, value);
    }
    assertThat(sink.entries()).extracting(MetricEntry::text).containsExactly("3");
  }

  /** On this thread and others, under labels set inside as well, and not after. */
  @Test
  void nothingIsRecordedInASilentScope() {
    Labels.with("group", "a")
        .run(() -> {
          Labels.silent()
              .run(() ->
                  Labels.with("idx", 1)
                      .without("group")
                      .run(() -> {
                        countCell();
                        Metrics.gauge(MetricNames.PROOF_SIZE, 1);
                        Metrics.absolute(MetricNames.MAIN_COLS, 1);
                        Metrics.time(MetricNames.EXECUTE, 1);
                        Metrics.span(MetricNames.EXECUTE).close();
                        CompletableFuture.runAsync(Labels.propagating(MetricsTest::countCell))
                            .join();
                      }));
          countCell();
        });
    assertThat(sink.entries()).singleElement().extracting(MetricEntry::text).isEqualTo("1");
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

  @Test
  void labelsReachForkJoinTasksAndTheirForks() {
    try (ForkJoinPool pool = new ForkJoinPool(3)) {
      reach(pool);
      Labels.with("group", "forked")
          .run(() ->
              pool.submit(
                      Labels.propagating(() -> {
                        Executor inner = Labels.propagating(pool);
                        CompletableFuture.allOf(
                                CompletableFuture.runAsync(MetricsTest::countCell, inner),
                                CompletableFuture.runAsync(MetricsTest::countCell, inner)
                                    .thenRunAsync(MetricsTest::countCell, inner))
                            .join();
                      }))
                  .join());
    }
    assertThat(sink.entries().getLast().labels().list())
        .containsExactly(new Label("group", "forked"));
    assertThat(sink.entries().getLast().text()).isEqualTo("3");
  }

  private static void countCell() {
    Metrics.counter(MetricNames.CELLS, 1);
  }

  /** A thread of a pool keeps nothing of the task before. */
  @Test
  void aPoolThreadForgetsTheLabels() throws Exception {
    try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
      Labels.with("group", "first").run(() -> pool.execute(Labels.propagating(() -> {})));
      assertThat(pool.submit(() -> Labels.current().list()).get()).isEmpty();
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
