package dev.merapi.bench.report;

import dev.merapi.metrics.MetricNames;
import java.util.Comparator;
import java.util.List;

/**
 * The value of a {@code group} label. Groups sort as they are proven: programs, then the layers of
 * an aggregation tree from its leaves up, then key generation, which no total counts.
 *
 * @param name as in the file
 */
public record Group(String name) implements Comparable<Group> {

  private static final List<String> LAYERS =
      List.of(
          MetricNames.LEAF,
          MetricNames.INTERNAL_PREFIX,
          MetricNames.ROOT,
          MetricNames.HALO2_OUTER,
          MetricNames.HALO2_WRAPPER);
  private static final Comparator<Group> ORDER =
      Comparator.comparingInt(Group::rank)
          .thenComparingLong(Group::height)
          .thenComparing(Group::name);

  /** Whether this is the making of keys, not of proofs. */
  public boolean keygen() {
    return name.endsWith(MetricNames.KEYGEN_SUFFIX);
  }

  /** Whether these are the proofs of a program's segments. */
  public boolean app() {
    return rank() == 0;
  }

  /** What its proofs are told apart by: {@code segment} or {@code idx}. */
  public String index() {
    return app() ? MetricNames.SEGMENT : MetricNames.IDX;
  }

  private int rank() {
    if (keygen()) {
      return LAYERS.size() + 1;
    }
    int layer = LAYERS.indexOf(height() < 0 ? name : MetricNames.INTERNAL_PREFIX);
    return layer + 1;
  }

  /** The height of an internal layer, -1 for all else. */
  private long height() {
    String rest =
        name.startsWith(MetricNames.INTERNAL_PREFIX)
            ? name.substring(MetricNames.INTERNAL_PREFIX.length())
            : "";
    return rest.matches("\\d{1,9}") ? Long.parseLong(rest) : -1;
  }

  @Override
  public int compareTo(Group other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return name;
  }
}
