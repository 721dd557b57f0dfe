package dev.merapi.metrics.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.metrics.Labels;
import dev.merapi.metrics.MetricNames;
import dev.merapi.metrics.Metrics;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spans as the flight recorder keeps them. */
class MicrometerSpanTest {

  @TempDir Path directory;

  @Test
  void theFlightRecorderKeepsNameLabelsAndTime() throws Exception {
    Path file = directory.resolve("spans.jfr");
    long start = System.nanoTime();
    try (Recording recording = new Recording()) {
      recording.enable("dev.merapi.Span");
      recording.start();
      Labels.with("group", "g")
          .with("segment", 3)
          .run(() -> {
            try (Metrics.Span _ = Metrics.trace("metering");
                Metrics.Span _ = Metrics.span(MetricNames.COMMIT_EXE)) {
              pause();
            }
          });
      recording.stop();
      recording.dump(file);
    }
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    List<RecordedEvent> events =
        RecordingFile.readAllEvents(file).stream()
            .filter(event -> event.getEventType().getName().equals("dev.merapi.Span"))
            .toList();
    assertThat(events)
        .extracting(event -> event.getString("name"))
        .containsExactlyInAnyOrder("metering", "commit_exe");
    assertThat(events)
        .allSatisfy(event -> {
          assertThat(event.getString("labels")).isEqualTo("group=g,segment=3");
          assertThat(event.getDuration().toMillis()).isBetween(15L, millis);
          assertThat(event.getThread().getJavaName()).isEqualTo(Thread.currentThread().getName());
        });
  }

  /** Without a recording a span is one shared object: nothing is kept, nothing is formatted. */
  @Test
  void whileNothingRecordsThereIsNoEvent() {
    Metrics.Span first = SpanEvent.begin("metering", Labels.current());
    assertThat(SpanEvent.begin("other", Labels.with("group", "g").labels())).isSameAs(first);
    first.close();
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
