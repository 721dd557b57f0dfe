package dev.merapi.bench;

import dev.merapi.sdk.Input;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Summaries made up for tests. */
final class Results {

  static final Map<String, String> HERE =
      Map.of("cpu", "a", "cores", "2", "jvm", "25", "security", "proven-100");

  private Results() {}

  static BenchSummary summary(Map<String, String> environment, CaseResult... cases) {
    return BenchSummary.of(true, environment, List.of(cases));
  }

  /** A case of these cold and warm times. */
  static CaseResult result(String name, @Nullable Measures cold, @Nullable Measures warm) {
    ProofRun.Facts facts = new ProofRun.Facts(1000, 1, 5000, 50_000, 1 << 20, 100.2, "2a00");
    BenchCase aCase = BenchCase.of(name + ".elf", new byte[0], Input.none());
    return CaseResult.of(aCase, facts, cold, warm);
  }

  static Measures measures(double... times) {
    List<ProofRun> runs = new ArrayList<>();
    for (double time : times) {
      Map<String, Double> measures = new LinkedHashMap<>();
      Measures.NAMES.forEach(measure -> measures.put(measure, 64.5));
      measures.put(Measures.TIME, time);
      runs.add(
          new ProofRun(
              new ProofRun.Facts(1, 1, 1, 1, 1, 100, ""),
              measures,
              Map.of("main commitment", time / 2),
              Map.of()));
    }
    return Measures.of(3, true, runs);
  }
}
