package dev.merapi.bench.report.page;

import dev.merapi.bench.report.GroupMetrics;
import dev.merapi.bench.report.Proof;
import dev.merapi.metrics.MetricNames;
import java.util.EnumMap;
import java.util.Map;

/** What the time of a proof is divided into, in the order it is spent. */
enum Phase {
  METERING("metering", "Metering", MetricNames.EXECUTE_METERED),
  EXECUTION("execution", "Execution", MetricNames.EXECUTE),
  TRACES("traces", "Traces", MetricNames.TRACE_GEN),
  MAIN_COMMIT("main-commit", "Main commitment", MetricNames.MAIN_TRACE_COMMIT),
  BUS_TRACE("bus-trace", "Bus trace", MetricNames.GENERATE_PERM_TRACE),
  BUS_COMMIT("bus-commit", "Bus commitment", MetricNames.PERM_TRACE_COMMIT),
  QUOTIENT("quotient", "Quotient", MetricNames.QUOTIENT_POLY_COMPUTE),
  QUOTIENT_COMMIT("quotient-commit", "Quotient commitment", MetricNames.QUOTIENT_POLY_COMMIT),
  OPENING("opening", "Opening", MetricNames.PCS_OPENING),
  /** What no phase accounts for; the whole of a proof that is not divided. */
  REST("rest", "Not divided further", "");

  private final String style;
  private final String title;
  private final String metric;

  Phase(String style, String title, String metric) {
    this.style = style;
    this.title = title;
    this.metric = metric;
  }

  /** The class that colours it. */
  String style() {
    return style;
  }

  String title() {
    return title;
  }

  /** The phases of a proof, in milliseconds; together they are its total time or, if more, more. */
  static Map<Phase, Double> of(Proof proof) {
    Map<Phase, Double> times = new EnumMap<>(Phase.class);
    double divided = 0;
    for (Phase phase : values()) {
      double millis =
          switch (phase) {
            case METERING, REST -> 0;
            case EXECUTION -> proof.executeMillis();
            default -> proof.valueOrZero(phase.metric);
          };
      if (millis > 0) {
        times.put(phase, millis);
        divided += millis;
      }
    }
    if (proof.totalMillis() > divided) {
      times.put(REST, proof.totalMillis() - divided);
    }
    return times;
  }

  /** The phases of all proofs of a group, and the metering before them. */
  static Map<Phase, Double> of(GroupMetrics metrics) {
    Map<Phase, Double> times = new EnumMap<>(Phase.class);
    if (metrics.meteringMillis() > 0) {
      times.put(METERING, metrics.meteringMillis());
    }
    for (Proof proof : metrics.proofs()) {
      of(proof).forEach((phase, millis) -> times.merge(phase, millis, Double::sum));
    }
    return times;
  }
}
