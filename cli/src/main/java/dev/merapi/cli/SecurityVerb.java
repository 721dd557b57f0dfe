package dev.merapi.cli;

import dev.merapi.sdk.MachineConfig;
import dev.merapi.sdk.Security;
import dev.merapi.sdk.SecurityTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code merapi security}: prints the bits of security, term by term. */
@Command(
    name = "security",
    header = "Prints the bits of security of the presets on this machine, term by term.",
    description = {
      "Each line is one round of the protocol: minus the base-2 logarithm of the chance to cheat in",
      "it, and how many bits of that are proof of work. The weakest line is the security."
    },
    footer = {"", "Example:", "  merapi security --preset proven-100"})
final class SecurityVerb extends Verb {

  @Option(
      names = "--preset",
      paramLabel = "P",
      converter = WorkOptions.PresetConverter.class,
      description = "Only this preset: proven-100 or heuristic-100.")
  @Nullable Security preset;

  SecurityVerb(Shell shell) {
    super(shell);
  }

  @Override
  void perform(Report report) {
    List<Security> presets = preset == null ? List.of(Security.values()) : List.of(preset);
    List<Map<String, Object>> tables = new ArrayList<>();
    for (Security one : presets) {
      SecurityTable table = SecurityTable.of(one, MachineConfig.rv32im());
      tables.add(json(table));
      print(table, report);
    }
    report.put("securityBits", tables.getFirst().get("min"));
    report.put("presets", tables);
  }

  private static Map<String, Object> json(SecurityTable table) {
    List<Map<String, Object>> terms = new ArrayList<>();
    for (SecurityTable.Term term : table.terms()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("name", term.name());
      entry.put("bits", term.bits());
      entry.put("grindBits", term.grindBits());
      terms.add(entry);
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("preset", table.preset().label());
    all.put("regime", table.regime());
    all.put("proven", table.proven());
    all.put("logHeight", table.logHeight());
    all.put("min", table.min());
    all.put("sum", table.sum());
    all.put("terms", terms);
    return all;
  }

  private static void print(SecurityTable table, Report report) {
    if (!report.lines().isEmpty()) {
      report.text("");
    }
    report.text(
        String.format(
            Locale.ROOT,
            "%s: %s, %s, traces up to 2^%d rows",
            table.preset().label(),
            table.regime(),
            table.proven() ? "every term proven" : "rests on a conjecture",
            table.logHeight()));
    report.text(String.format(Locale.ROOT, "  %-32s %8s %8s", "term", "bits", "of work"));
    for (SecurityTable.Term term : table.terms()) {
      String grind = term.grindBits() == 0 ? "" : String.valueOf(term.grindBits());
      report.text(
          String.format(Locale.ROOT, "  %-32s %8.2f %8s", term.name(), term.bits(), grind)
              .stripTrailing());
    }
    report.text(String.format(Locale.ROOT, "  %-32s %8.2f", "weakest term", table.min()));
    report.text(String.format(Locale.ROOT, "  %-32s %8.2f", "all errors together", table.sum()));
  }
}
