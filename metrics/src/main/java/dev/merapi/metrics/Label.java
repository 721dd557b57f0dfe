package dev.merapi.metrics;

/**
 * One label of a metric.
 *
 * @param key its key
 * @param value its value; commas become semicolons, since the reports that read labels split on
 *     them
 */
public record Label(String key, String value) {

  /** Replaces the commas of the value. */
  public Label {
    value = value.replace(',', ';');
  }
}
