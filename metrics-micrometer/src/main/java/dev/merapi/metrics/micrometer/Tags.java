package dev.merapi.metrics.micrometer;

import dev.merapi.metrics.Label;
import dev.merapi.metrics.Labels;
import dev.merapi.metrics.MetricCatalog;
import dev.merapi.metrics.MetricDescriptor;
import dev.merapi.metrics.MetricNames;
import io.micrometer.core.instrument.Tag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Labels as Prometheus wants them: the same keys on every value of a name, whoever set it. Those
 * that do not apply are empty, which to Prometheus is as if they were not there; those that are not
 * ours stand together in one.
 */
final class Tags {

  /** The label that holds the labels of a service around us. */
  static final String SCOPE = "scope";

  private static final List<String> EVERYWHERE =
      List.of(MetricNames.GROUP, MetricNames.SEGMENT, MetricNames.IDX, MetricNames.PROGRAM);

  private Tags() {}

  /** The tags of a value of a name. */
  static List<Tag> of(String name, Labels labels) {
    Map<String, String> tags = new LinkedHashMap<>();
    EVERYWHERE.forEach(key -> tags.put(key, ""));
    MetricCatalog.of(name)
        .map(MetricDescriptor::own)
        .orElse(List.of())
        .forEach(key -> tags.put(key, ""));
    StringJoiner rest = new StringJoiner(";");
    for (Label label : labels.list()) {
      if (tags.replace(label.key(), label.value()) == null) {
        rest.add(label.key() + "=" + label.value());
      }
    }
    tags.put(SCOPE, rest.toString());
    return tags.entrySet().stream().map(tag -> Tag.of(tag.getKey(), tag.getValue())).toList();
  }
}
