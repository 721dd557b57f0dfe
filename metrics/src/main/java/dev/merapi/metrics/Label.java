package dev.merapi.metrics;

/**
 * One label of a metric.
 *
 * @param key its key
 * @param value its value; the commas of the name of an AIR become semicolons, since the reports
 *     that read those names split on them
 */
public record Label(String key, String value) {

  /** Replaces the commas of the name of an AIR. */
  public Label {
    if (key.equals(MetricNames.AIR_NAME) || key.equals(MetricNames.CHIP_NAME)) {
      value = value.replace(',', ';');
    }
  }
}
