package dev.merapi.bench.report.page;

import dev.merapi.bench.report.Comparison;
import dev.merapi.bench.report.GroupMetrics;
import dev.merapi.bench.report.Proof;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The phases of the proofs, stacked: by group, then one proof beneath the other. */
record TimeSection(Comparison comparison) implements Section {

  @Override
  public String id() {
    return "time";
  }

  @Override
  public String title() {
    return "Where the time goes";
  }

  @Override
  public boolean present() {
    return groups().findAny().isPresent();
  }

  private Stream<GroupMetrics> groups() {
    return comparison.current().groups().values().stream()
        .filter(metrics -> !metrics.group().keygen() && metrics.proofMillis().isPresent());
  }

  @Override
  public void writeTo(Markup out) {
    legend(out);
    List<Stack> stacks = new ArrayList<>();
    groups()
        .forEach(metrics ->
            stacks.add(
                new Stack(
                    metrics.group().name(),
                    Phase.of(metrics),
                    comparison.before(metrics.group()).map(Phase::of).orElse(Map.of()))));
    out.leaf("h3", "By group");
    chart(out, "Time of the phases by group", stacks);
    numbers(out, "Time of the phases by group", "Group", stacks);
    groups()
        .filter(metrics -> metrics.proofs().size() > 1)
        .forEach(metrics -> proofs(out, metrics));
  }

  private void proofs(Markup out, GroupMetrics metrics) {
    String index = metrics.group().index();
    List<Stack> stacks = new ArrayList<>();
    Map<String, Map<Phase, Double>> before = new HashMap<>();
    comparison
        .before(metrics.group())
        .ifPresent(old -> old.proofs().forEach(p -> before.put(p.name(), Phase.of(p))));
    for (Proof proof : metrics.proofs()) {
      stacks.add(
          new Stack(
              index + " " + proof.name(),
              Phase.of(proof),
              before.getOrDefault(proof.name(), Map.of())));
    }
    String title = metrics.group().name() + ", by " + index;
    out.leaf("h3", title);
    chart(out, "Time of the phases of " + title, stacks);
    numbers(out, "Time of the phases of " + title, index, stacks);
  }

  /** The phases of one bar, now and before. */
  private record Stack(String name, Map<Phase, Double> now, Map<Phase, Double> before) {
    double total() {
      return sum(now);
    }

    static double sum(Map<Phase, Double> times) {
      return times.values().stream().mapToDouble(millis -> millis).sum();
    }
  }

  private void legend(Markup out) {
    Map<Phase, Double> all = new EnumMap<>(Phase.class);
    groups().forEach(g -> Phase.of(g).forEach((p, millis) -> all.merge(p, millis, Double::sum)));
    double sum = Stack.sum(all);
    out.open("ul", "class", "legend", "aria-label", "Phases and their part of the time");
    all.forEach((phase, millis) -> {
      out.open("li");
      out.leaf("span", "", "class", "swatch " + phase.style());
      out.leaf("span", phase.title());
      out.leaf("span", Units.percent(millis / sum), "class", "share");
      out.close();
    });
    out.closeLine();
    if (comparison.previous() != null) {
      out.leaf("p", "The thin bar below each is the previous run.", "class", "note");
    }
  }

  private static void chart(Markup out, String label, List<Stack> stacks) {
    double full = 0;
    for (Stack stack : stacks) {
      full = Math.max(full, Math.max(stack.total(), Stack.sum(stack.before())));
    }
    Bars bars = new Bars(label);
    for (Stack stack : stacks) {
      List<Bars.Bar> drawn = new ArrayList<>();
      drawn.add(bar("now", full, stack.name(), stack.now()));
      if (!stack.before().isEmpty()) {
        drawn.add(bar("before", full, stack.name() + ", previous run", stack.before()));
      }
      bars.add(stack.name(), Units.time(stack.total()), drawn);
    }
    bars.writeTo(out);
  }

  private static Bars.Bar bar(String style, double full, String name, Map<Phase, Double> times) {
    double total = Stack.sum(times);
    List<Bars.Part> parts = new ArrayList<>();
    times.forEach((phase, millis) ->
        parts.add(
            new Bars.Part(
                phase.style(),
                millis,
                name
                    + " · "
                    + phase.title()
                    + " · "
                    + Units.time(millis)
                    + " · "
                    + Units.percent(millis / total))));
    return new Bars.Bar(style, full, parts);
  }

  private static void numbers(Markup out, String caption, String first, List<Stack> stacks) {
    List<Phase> phases =
        Stream.of(Phase.values())
            .filter(phase ->
                stacks.stream()
                    .anyMatch(stack ->
                        stack.now().containsKey(phase) || stack.before().containsKey(phase)))
            .toList();
    out.open("details")
        .leaf(
            "summary",
            "The numbers: "
                + caption.substring(0, 1).toLowerCase(Locale.ROOT)
                + caption.substring(1));
    List<String> columns = new ArrayList<>(List.of(first, "total"));
    phases.forEach(phase -> columns.add(phase.title()));
    Table table = new Table(out, caption + ", in milliseconds", columns);
    for (Stack stack : stacks) {
      row(table, phases, stack.name(), stack.now());
      if (!stack.before().isEmpty()) {
        row(table, phases, stack.name() + ", previous run", stack.before());
      }
    }
    table.close();
    out.closeLine();
  }

  private static void row(Table table, List<Phase> phases, String name, Map<Phase, Double> times) {
    table.row(name).cell(Units.exact(Stack.sum(times)));
    for (Phase phase : phases) {
      table.cell(Optional.ofNullable(times.get(phase)).map(Units::exact).orElse("–"));
    }
    table.end();
  }
}
