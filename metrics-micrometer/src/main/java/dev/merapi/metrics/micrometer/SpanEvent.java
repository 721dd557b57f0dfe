package dev.merapi.metrics.micrometer;

import dev.merapi.metrics.Label;
import dev.merapi.metrics.Labels;
import dev.merapi.metrics.Metrics;
import java.util.stream.Collectors;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A stretch of work as the flight recorder shows it. While nothing records, there is none. */
@Name("dev.merapi.Span")
@jdk.jfr.Label("Span")
@Category("Merapi")
@Description("A phase of running or proving a program")
@StackTrace(false)
final class SpanEvent extends Event {

  private static final Metrics.Span UNHEARD = () -> {};

  @jdk.jfr.Label("Name")
  @SuppressWarnings("UnusedVariable") // Read by the flight recorder.
  String name = "";

  @jdk.jfr.Label("Labels")
  @Description("key=value, outermost scope first")
  @SuppressWarnings("UnusedVariable") // Read by the flight recorder.
  String labels = "";

  private SpanEvent() {}

  /** Begins an event, to be closed on the same thread. */
  static Metrics.Span begin(String name, Labels labels) {
    SpanEvent event = new SpanEvent();
    if (!event.isEnabled()) {
      return UNHEARD;
    }
    event.name = name;
    event.labels = labels.list().stream().map(SpanEvent::text).collect(Collectors.joining(","));
    event.begin();
    return event::commit;
  }

  private static String text(Label label) {
    return label.key() + "=" + label.value();
  }
}
