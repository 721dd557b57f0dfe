package dev.merapi.metrics;

import dev.merapi.metrics.MetricEntry.Kind;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a metric is. {@link MetricCatalog} holds one for each name.
 *
 * @param name one of {@link MetricNames}
 * @param kind gauge or counter
 * @param place what a value belongs to
 * @param own keys of labels beside those of the place, in order
 * @param meaning one line
 */
public record MetricDescriptor(
    String name, Kind kind, Place place, List<String> own, String meaning) {

  /** Copies the list. */
  public MetricDescriptor {
    own = List.copyOf(own);
  }

  /** The keys of all labels of a value, in order, those a caller set around the work left out. */
  public List<String> labels() {
    return Stream.concat(place.labels.stream(), own.stream()).toList();
  }

  /** What a value belongs to. */
  public enum Place {
    /** A proof: a segment of a run. Nodes of an aggregation tree have an idx in its stead. */
    PROOF(MetricNames.GROUP, MetricNames.SEGMENT),
    /** A run as a whole, a key generation, a layer of an aggregation tree. */
    GROUP(MetricNames.GROUP),
    /** A proof, and not its group. */
    BESIDE_GROUP(MetricNames.PROGRAM, MetricNames.SEGMENT),
    /** Nothing but what the caller says. */
    CALLER();

    private final List<String> labels;

    Place(String... labels) {
      this.labels = List.of(labels);
    }
  }
}
