package dev.merapi.cli;

import dev.merapi.bench.profile.CostTable;
import dev.merapi.bench.profile.Weight;
import dev.merapi.sdk.profile.Cost;
import dev.merapi.sdk.profile.Frame;
import dev.merapi.sdk.profile.FunctionCost;
import dev.merapi.sdk.profile.OpcodeCost;
import dev.merapi.sdk.profile.Profile;
import dev.merapi.sdk.profile.TableCost;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@code merapi profile} tells: tables for a reader, all functions for a program. */
final class ProfileReport {

  private final Profile profile;
  private final Weight weight;

  ProfileReport(Profile profile, Weight weight) {
    this.profile = profile;
    this.weight = weight;
  }

  void describe(Report report, int top) {
    Cost whole = profile.whole();
    report.put("exitCode", profile.exitCode());
    report.count("instructions", "instructions", whole.cycles());
    report.count("segments", "segments", profile.segments());
    report.count("mainCells", "main cells", whole.mainCells());
    report.count("totalCells", "cells", whole.cells());
    report.time("executeMs", "execute", profile.time());
    report.put("symbols", profile.symbols());
    List<FunctionCost> functions = profile.functions();
    report.put("functions", functions.stream().map(ProfileReport::json).toList());
    report.put("opcodes", profile.opcodes().stream().map(ProfileReport::json).toList());
    report.put("systemTables", profile.system().stream().map(ProfileReport::json).toList());
    CostTable table = new CostTable(profile, functions, weight);
    for (List<String> lines : List.of(table.functions(top), table.opcodes(top), table.system())) {
      report.text("");
      lines.forEach(report::text);
    }
    report.text("");
  }

  private static Map<String, Object> json(FunctionCost function) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", function.name());
    json.put("kind", function.kind().name().toLowerCase(Locale.ROOT));
    if (function.kind() == Frame.Kind.FUNCTION) {
      json.put("address", "0x%08x".formatted(function.address()));
    }
    json.put("calls", function.calls());
    json.put("self", json(function.self()));
    json.put("total", json(function.total()));
    return json;
  }

  private static Map<String, Object> json(OpcodeCost opcode) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("opcode", opcode.opcode());
    json.put("table", opcode.table());
    json.put("rows", opcode.rows());
    json.putAll(json(opcode.cost()));
    return json;
  }

  private static Map<String, Object> json(TableCost table) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("table", table.table());
    json.put("rows", table.rows());
    json.put("mainCells", table.mainCells());
    json.put("cells", table.cells());
    json.put("exact", table.exact());
    return json;
  }

  private static Map<String, Object> json(Cost cost) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("cycles", cost.cycles());
    json.put("mainCells", cost.mainCells());
    json.put("cells", cost.cells());
    return json;
  }
}
