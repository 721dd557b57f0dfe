package dev.merapi.bench.report;

import dev.merapi.metrics.Label;
import dev.merapi.metrics.Labels;
import dev.merapi.metrics.MetricEntry;
import dev.merapi.metrics.MetricEntry.Kind;
import dev.merapi.metrics.MetricNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sorts the entries of a file by group. As in openvm-prof, two label sets are the same whatever
 * their order, a counter that is zero is no measurement, and a label set with the three times of a
 * STARK proof has their sum as its {@code total_proof_time_ms}.
 */
final class Aggregation {

  /** Labels that divide a proof: what carries one is not of the proof as a whole. */
  private static final Set<String> PARTS =
      Set.of(
          MetricNames.AIR_NAME,
          MetricNames.CHIP_NAME,
          MetricNames.OPCODE,
          MetricNames.CYCLE_TRACKER_SPAN,
          "dsl_ir");

  private final Map<Set<Label>, List<MetricEntry>> byLabels = new LinkedHashMap<>();
  private final List<MetricEntry> ungrouped = new ArrayList<>();
  private final Map<Group, Collected> groups = new HashMap<>();

  /** What is known of a group so far. */
  private static final class Collected {
    final Map<String, List<Double>> values = new HashMap<>();
    final ProofList proofs = new ProofList();
    final Map<String, Map<String, List<Double>>> chips = new HashMap<>();
  }

  Aggregation add(List<MetricEntry> entries) {
    for (MetricEntry entry : entries) {
      if (entry.kind() == Kind.COUNTER && entry.value() == 0) {
        continue;
      }
      String group = entry.labels().get(MetricNames.GROUP);
      if (group == null) {
        ungrouped.add(entry);
      } else {
        Set<Label> labels = new HashSet<>(entry.labels().list());
        byLabels.computeIfAbsent(labels, unused -> new ArrayList<>()).add(entry);
      }
    }
    return this;
  }

  Run run(Map<String, String> environment) {
    for (List<MetricEntry> entries : byLabels.values()) {
      Labels labels = entries.getFirst().labels();
      Group group = new Group(String.valueOf(labels.get(MetricNames.GROUP)));
      collect(groups.computeIfAbsent(group, unused -> new Collected()), group, labels, entries);
    }
    SortedMap<Group, GroupMetrics> metrics = new TreeMap<>();
    groups.forEach((group, collected) -> metrics.put(group, finish(group, collected)));
    return new Run(metrics, List.copyOf(ungrouped), environment);
  }

  private static void collect(
      Collected collected, Group group, Labels labels, List<MetricEntry> entries) {
    entries.forEach(entry ->
        collected
            .values
            .computeIfAbsent(entry.name(), unused -> new ArrayList<>())
            .add(entry.value()));
    String chip = chip(labels);
    if (chip != null) {
      Map<String, List<Double>> values =
          collected.chips.computeIfAbsent(chip, unused -> new HashMap<>());
      entries.forEach(entry ->
          values.computeIfAbsent(entry.name(), unused -> new ArrayList<>()).add(entry.value()));
    }
    if (labels.list().stream().anyMatch(label -> PARTS.contains(label.key()))) {
      return;
    }
    Map<String, Double> own = new HashMap<>();
    entries.forEach(entry -> own.merge(entry.name(), entry.value(), Double::sum));
    if (Proof.deriveTotal(own)) {
      collected
          .values
          .computeIfAbsent(MetricNames.TOTAL_PROOF, unused -> new ArrayList<>())
          .add(own.getOrDefault(MetricNames.TOTAL_PROOF, 0.0));
    }
    collected.proofs.add(new HashSet<>(labels.list()), index(group, labels), own);
  }

  /** The AIR that labels speak of, if they divide no further than that. */
  private static @Nullable String chip(Labels labels) {
    boolean finer =
        labels.get(MetricNames.OPCODE) != null
            || labels.get(MetricNames.CYCLE_TRACKER_SPAN) != null
            || labels.get("dsl_ir") != null;
    String air = labels.get(MetricNames.AIR_NAME);
    return finer ? null : air != null ? air : labels.get(MetricNames.CHIP_NAME);
  }

  private static String index(Group group, Labels labels) {
    String first = labels.get(group.index());
    String other = labels.get(group.app() ? MetricNames.IDX : MetricNames.SEGMENT);
    return first != null ? first : other != null ? other : "";
  }

  private static GroupMetrics finish(Group group, Collected collected) {
    SortedMap<String, Statistics> statistics = new TreeMap<>(MetricOrder.BY_NAME);
    collected.values.forEach((name, values) -> statistics.put(name, Statistics.of(values)));
    List<Chip> chips = new ArrayList<>();
    collected.chips.forEach((name, values) -> {
      if (values.containsKey(MetricNames.ROWS) || values.containsKey(MetricNames.CELLS)) {
        chips.add(chip(name, values));
      }
    });
    chips.sort(Comparator.comparingDouble(Chip::cells).reversed().thenComparing(Chip::name));
    return new GroupMetrics(group, statistics, collected.proofs.proofs(), List.copyOf(chips));
  }

  private static Chip chip(String name, Map<String, List<Double>> values) {
    return new Chip(
        name,
        sum(values, MetricNames.ROWS),
        sum(values, MetricNames.ROWS_USED),
        sum(values, MetricNames.CELLS),
        new Chip.Columns(
            max(values, MetricNames.PREP_COLS),
            max(values, MetricNames.MAIN_COLS),
            max(values, MetricNames.PERM_COLS)));
  }

  private static double sum(Map<String, List<Double>> values, String metric) {
    return values.getOrDefault(metric, List.of()).stream().mapToDouble(value -> value).sum();
  }

  private static double max(Map<String, List<Double>> values, String metric) {
    return values.getOrDefault(metric, List.of()).stream()
        .mapToDouble(value -> value)
        .max()
        .orElse(0);
  }
}
