package dev.merapi.cli;

import dev.merapi.bench.BenchException;
import dev.merapi.bench.BenchException.Kind;
import dev.merapi.bench.BenchSummary;
import dev.merapi.bench.Comparison;
import dev.merapi.bench.ComparisonTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code merapi bench compare}: tells what changed between two runs of the benchmarks. */
@Command(
    name = "compare",
    header = "Compares two runs of the benchmarks, case by case.",
    description = {
      "A ratio above 1 says that the second takes more. What differs is told from noise by whether",
      "the runs of the two overlap, which takes three runs of each."
    },
    footer = {
      "",
      "Examples:",
      "  merapi bench compare results-before results-after",
      "  merapi bench compare before/summary.json after/summary.json --fail-above 1.10"
    })
final class BenchCompareVerb extends Verb {

  @Parameters(
      index = "0",
      paramLabel = "BEFORE",
      description = "The directory of the first run, or its summary.json.")
  Path before = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "AFTER",
      description = "The directory of the second run, or its summary.json.")
  Path after = Path.of("");

  @Option(
      names = "--fail-above",
      paramLabel = "RATIO",
      description =
          "End with exit code 1 if a time, cold or warm, grew by more than this, such as 1.10, and"
              + " not by noise; also if runs of the first are missing in the second, or a case"
              + " reveals something else.")
  @Nullable Double most;

  BenchCompareVerb(Shell shell) {
    super(shell);
  }

  @Override
  void perform(Report report) {
    if (most != null && !(most > 0 && most < 1e6)) {
      throw new UsageException("--fail-above is a ratio such as 1.10, not " + most);
    }
    Comparison comparison = Comparison.of(BenchSummary.read(before), BenchSummary.read(after));
    comparison.warnings().forEach(this::warn);
    report.put("comparison", comparison.tree());
    ComparisonTable.markdown(comparison).lines().forEach(report::text);
    if (most == null) {
      comparison.contradictions().forEach(this::warn);
      return;
    }
    for (Comparison.Change change : comparison.untold(most)) {
      warn(grown(change, most) + ", but of too few runs to tell");
    }
    Optional<String> fault = fault(comparison, most);
    if (fault.isPresent()) {
      tell(report);
      throw new BenchException(Kind.RESULT, fault.get());
    }
  }

  private void warn(String warning) {
    note("Warning: " + warning);
  }

  private static Optional<String> fault(Comparison comparison, double ratio) {
    List<Comparison.Change> above = comparison.above(ratio);
    if (!comparison.contradictions().isEmpty()) {
      return Optional.of(comparison.contradictions().getFirst());
    }
    if (!above.isEmpty()) {
      return Optional.of(
          grown(above.getFirst(), ratio)
              + (above.size() == 1 ? "" : "; %d more are, too".formatted(above.size() - 1)));
    }
    if (!comparison.missing().isEmpty()) {
      return Optional.of(
          "missing in the second: "
              + comparison.missing().stream()
                  .map(Comparison.Measured::toString)
                  .collect(Collectors.joining("; ")));
    }
    return comparison.changes().isEmpty() ? Optional.of("nothing to compare") : Optional.empty();
  }

  private static String grown(Comparison.Change change, double ratio) {
    return String.format(
        Locale.ROOT,
        "%s, %s: %.3f times as long, more than %s",
        change.name(),
        change.mode().label(),
        change.ratio(),
        ratio);
  }
}
