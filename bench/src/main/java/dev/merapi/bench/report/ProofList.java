package dev.merapi.bench.report;

import dev.merapi.metrics.Label;
import dev.merapi.metrics.MetricNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Finds the proofs of a group among its label sets. A proof is told apart by all its labels, so the
 * runs of two customers stay two. What has the labels of a proof and more, and no time of its own,
 * is of that proof.
 */
final class ProofList {

  private static final Comparator<String> BY_INDEX =
      Comparator.<String>comparingLong(
              index -> index.matches("\\d{1,18}") ? Long.parseLong(index) : -1)
          .thenComparing(Comparator.naturalOrder());

  private final List<Found> all = new ArrayList<>();

  /**
   * Values of one label set.
   *
   * @param others its labels but for the group and the index
   */
  private record Found(String index, Set<Label> others, SortedMap<String, Double> values) {

    boolean timed() {
      return values.containsKey(MetricNames.TOTAL_PROOF);
    }

    boolean isOf(Found proof) {
      return !timed() && index.equals(proof.index) && others.containsAll(proof.others);
    }

    /** Sizes in bytes of the same proof are the greatest of them, all else adds up. */
    void merge(Map<String, Double> more) {
      more.forEach((name, value) ->
          values.merge(name, value, name.endsWith("_bytes") ? Math::max : Double::sum));
    }

    String labels() {
      return others.stream()
          .map(label -> label.key() + "=" + label.value())
          .sorted()
          .collect(Collectors.joining(" "));
    }
  }

  /** Adds a label set and its values, {@code index} being "" where it has none. */
  void add(Set<Label> labels, String index, Map<String, Double> values) {
    Set<Label> others = new HashSet<>(labels);
    others.removeIf(label ->
        label.key().equals(MetricNames.GROUP)
            || (label.key().equals(MetricNames.SEGMENT) || label.key().equals(MetricNames.IDX))
                && label.value().equals(index));
    SortedMap<String, Double> sorted = new TreeMap<>(MetricOrder.BY_NAME);
    sorted.putAll(values);
    all.add(new Found(index, others, sorted));
  }

  /** The proofs in the order of their indices; what is of no single proof is left out. */
  List<Proof> proofs() {
    List<Found> proofs = new ArrayList<>();
    all.sort(Comparator.comparingInt(found -> found.others().size()));
    for (Found found : all) {
      List<Found> whole = proofs.stream().filter(found::isOf).toList();
      if (!whole.isEmpty()) {
        whole.getLast().merge(found.values());
      } else if (found.timed() || !found.index().isEmpty()) {
        proofs.add(found);
      }
    }
    proofs.sort(Comparator.comparing(Found::index, BY_INDEX).thenComparing(Found::labels));
    Map<String, Integer> times = new HashMap<>();
    proofs.forEach(proof -> times.merge(proof.index(), 1, Integer::sum));
    return proofs.stream()
        .map(proof ->
            new Proof(
                proof.index(),
                times.getOrDefault(proof.index(), 0) > 1 ? proof.labels() : "",
                proof.values()))
        .toList();
  }
}
