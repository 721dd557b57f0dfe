package dev.merapi.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GuardedSinkTest {

  /** Remembers what it was told, and fails each time. */
  private static final class Failing implements MetricsSink {
    final List<String> told = new ArrayList<>();

    private RuntimeException failure(String what) {
      told.add(what);
      return new IllegalStateException(what);
    }

    @Override
    public void gauge(String name, Labels labels, double value) {
      throw failure(name + " " + value);
    }

    @Override
    public void counter(String name, Labels labels, long increment) {
      throw failure(name + " " + increment);
    }

    @Override
    public void absolute(String name, Labels labels, long value) {
      throw failure(name + " " + value);
    }

    @Override
    public Metrics.Span trace(String name, Labels labels) {
      if (name.isEmpty()) {
        throw failure("no name");
      }
      return () -> {
        throw failure("end of " + name);
      };
    }

    @Override
    public List<MetricEntry> entries() {
      return List.of();
    }

    @Override
    public void reset() {}
  }

  @Test
  void aSinkThatFailsDisturbsNobody() {
    Failing failing = new Failing();
    GuardedSink sink = new GuardedSink(failing);
    assertThatCode(
            () -> {
              sink.gauge("a", Labels.current(), 1.5);
              sink.counter("b", Labels.current(), 2);
              sink.absolute("c", Labels.current(), 3);
              sink.trace("d", Labels.current()).close();
              sink.trace("", Labels.current()).close();
            })
        .doesNotThrowAnyException();
    assertThat(failing.told).containsExactly("a 1.5", "b 2", "c 3", "end of d", "no name");
  }

  @Test
  void metricsGoThroughOneAndTellOfTheSinkItself() {
    assertThat(Metrics.sink()).containsInstanceOf(TestSink.class);
    assertThatCode(
            () -> {
              Metrics.gauge(TestSink.UNWANTED, 1);
              Metrics.counter(TestSink.UNWANTED, 1);
              Metrics.absolute(TestSink.UNWANTED, 1);
              Metrics.trace(TestSink.UNWANTED).close();
            })
        .doesNotThrowAnyException();
  }
}
