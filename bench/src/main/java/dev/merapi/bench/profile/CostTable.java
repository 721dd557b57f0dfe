package dev.merapi.bench.profile;

import dev.merapi.sdk.profile.Cost;
import dev.merapi.sdk.profile.FunctionCost;
import dev.merapi.sdk.profile.OpcodeCost;
import dev.merapi.sdk.profile.Profile;
import dev.merapi.sdk.profile.TableCost;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A profile as tables for a terminal, 100 columns wide. */
public final class CostTable {
  private static final int NAME_WIDTH = 34;
  private static final String HEAD = "%8s%16s%16s%16s          %s";

  private final Profile profile;
  private final List<FunctionCost> functions;
  private final Weight weight;
  private final Cost all;

  /**
   * The tables of a profile.
   *
   * @param functions those of the profile
   * @param weight by what the rows are ordered
   */
  public CostTable(Profile profile, List<FunctionCost> functions, Weight weight) {
    this.profile = profile;
    this.functions = List.copyOf(functions);
    this.weight = weight;
    this.all = profile.instructions();
  }

  /** The functions that cost most in themselves. */
  public List<String> functions(int most) {
    List<FunctionCost> ordered =
        functions.stream()
            .sorted(
                Comparator.comparingLong((FunctionCost f) -> weight.of(f.self()))
                    .thenComparing(f -> weight.of(f.total()))
                    .reversed())
            .toList();
    List<String> lines = new ArrayList<>();
    lines.add(HEAD.formatted("self", "self", "total", "total", "").stripTrailing());
    lines.add(HEAD.formatted("cycles", "cells", "cycles", "cells", "function"));
    for (FunctionCost function : ordered.subList(0, Math.min(most, ordered.size()))) {
      lines.add(
          amounts(function.self())
              + amounts(function.total())
              + "  "
              + shortened(function.title()));
    }
    return more(lines, ordered.size() - most);
  }

  /** The operations that cost most. */
  public List<String> opcodes(int most) {
    List<OpcodeCost> opcodes =
        profile.opcodes().stream()
            .sorted(Comparator.comparingLong((OpcodeCost o) -> weight.of(o.cost())).reversed())
            .toList();
    List<String> lines = new ArrayList<>();
    lines.add("%8s%16s%9s%s".formatted("cycles", "cells", "", "operation (table)"));
    for (OpcodeCost opcode : opcodes.subList(0, Math.min(most, opcodes.size()))) {
      String table = opcode.table().isEmpty() ? "" : " (" + opcode.table() + ")";
      lines.add(amounts(opcode.cost()) + "  " + opcode.opcode().toLowerCase(Locale.ROOT) + table);
    }
    return more(lines, opcodes.size() - most);
  }

  /** The tables of no instruction, with their share of all cells of the run. */
  public List<String> system() {
    List<String> lines = new ArrayList<>();
    lines.add("%8s%16s%9s%s".formatted("rows", "cells", "", "table of no instruction"));
    for (TableCost table : profile.system()) {
      lines.add(
          "%8s%8s%8s%s  %s%s"
              .formatted(
                  readable(table.rows()),
                  "",
                  readable(table.cells()),
                  share(table.cells(), profile.whole().cells()),
                  table.table(),
                  table.exact() ? "" : " (at most)"));
    }
    return lines;
  }

  private static List<String> more(List<String> lines, int left) {
    if (left > 0) {
      lines.add("  ... %d more".formatted(left));
    }
    return lines;
  }

  private String amounts(Cost cost) {
    return "%8s%s%8s%s"
        .formatted(
            readable(cost.cycles()),
            share(cost.cycles(), all.cycles()),
            readable(cost.cells()),
            share(cost.cells(), all.cells()));
  }

  private static String shortened(String name) {
    return name.codePointCount(0, name.length()) <= NAME_WIDTH
        ? name
        : name.substring(0, name.offsetByCodePoints(0, NAME_WIDTH - 1)) + "…";
  }

  /** A number in at most seven characters: to four digits, with a letter for its size. */
  static String readable(long value) {
    double left = value;
    for (String unit : new String[] {"", "k", "M", "G", "T"}) {
      if (left < 999.95 || unit.equals("T")) {
        return unit.isEmpty()
            ? Long.toString(value)
            : String.format(Locale.ROOT, "%.1f %s", left, unit);
      }
      left /= 1000;
    }
    throw new IllegalStateException("no unit is last");
  }

  private static String share(long part, long whole) {
    return String.format(Locale.ROOT, "%7.2f%%", whole == 0 ? 0 : 100.0 * part / whole);
  }
}
