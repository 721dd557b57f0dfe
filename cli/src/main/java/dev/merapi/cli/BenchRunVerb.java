package dev.merapi.cli;

import dev.merapi.bench.BenchCase;
import dev.merapi.bench.BenchRun;
import dev.merapi.bench.BenchSummary;
import dev.merapi.bench.Mode;
import dev.merapi.bench.ProverSettings;
import dev.merapi.bench.SummaryTable;
import dev.merapi.sdk.CollectedMetrics;
import dev.merapi.sdk.Input;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code merapi bench run}: measures proofs of guests. */
@Command(
    name = "run",
    header = "Measures proofs of the guests that come with merapi, or of yours.",
    description = {
      "Each case is proven cold, by a process of this command each time, then warm, over and over in",
      "one JVM. Every result is checked. docs/benchmarks.md says what each case is."
    },
    footer = {
      "",
      "Examples:",
      "  merapi bench run --output results",
      "  merapi bench run fibonacci --sizes 1k,50k --repeat 5 --hash blake3",
      "  merapi bench run sha256-2KiB minimal --mode warm",
      "  merapi bench run guest.elf --input @data.bin"
    })
final class BenchRunVerb extends Verb {

  private static final int MOST_REPEATS = 1000;

  @Parameters(
      paramLabel = "NAME|ELF",
      arity = "0..*",
      description = {
        "Guests (fibonacci), cases (fibonacci-100k), or ELF files of yours: names with a slash or",
        "ending in .elf (default: all cases)."
      })
  List<String> names = List.of();

  @Option(
      names = "--sizes",
      paramLabel = "SIZE",
      split = ",",
      description = "Sizes of the guests named, such as 1k,50k or 2KiB (default: the usual ones).")
  List<String> sizes = List.of();

  @Option(
      names = "--repeat",
      paramLabel = "N",
      defaultValue = "3",
      description = "Runs that count, of each case, cold and warm (default: 3).")
  int repeat;

  @Option(
      names = "--warm-ups",
      paramLabel = "N",
      description = "Runs before the warm ones that count (default: until they are steady).")
  @Nullable Integer warmUps;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      defaultValue = "both",
      description = "cold, warm or both (default: both).")
  Modes mode = Modes.both;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Write the summary here, and for each case the metrics of a run.")
  @Nullable Path directory;

  @Option(
      names = "--append",
      description = "Add to the results that are in the directory, of the same environment.")
  boolean append;

  @Option(names = "--force", description = "Replace the results that are in the directory.")
  boolean force;

  @Mixin InputOptions inputs = new InputOptions();

  @Mixin WorkOptions work = new WorkOptions();

  @Mixin SegmentOptions segments = new SegmentOptions();

  BenchRunVerb(Shell shell) {
    super(shell);
  }

  /** What can be asked for; lower case, since these are the words a user types. */
  enum Modes {
    cold(EnumSet.of(Mode.COLD)),
    warm(EnumSet.of(Mode.WARM)),
    both(EnumSet.allOf(Mode.class));

    private final Set<Mode> modes;

    Modes(Set<Mode> modes) {
      this.modes = modes;
    }
  }

  @Override
  void perform(Report report) {
    BenchRun.Plan plan = plan();
    if ((plan.output() != null || plan.collected() != null) && !CollectedMetrics.available()) {
      note(
          "This build collects no metrics, so there will be no metrics files;"
              + " MERAPI_PROFILES=bench-metrics ./merapi builds one that does.");
    }
    boolean shown = !output.quiet && !work.noProgress;
    BenchSummary summary;
    try (BenchProgress progress = new BenchProgress(shell.err(), shell.terminal(), shown)) {
      BenchRun run = new BenchRun(plan, progress);
      try (Interrupts.Registration _ = shell.interrupts().onInterrupt(run::stop)) {
        summary = run.run();
      }
    }
    report.put("benchmarks", summary.tree());
    SummaryTable.markdown(summary).lines().forEach(report::text);
  }

  private BenchRun.Plan plan() {
    if (repeat < 1 || repeat > MOST_REPEATS) {
      throw new UsageException("--repeat is from 1 to " + MOST_REPEATS + ", not " + repeat);
    }
    if (warmUps != null && (warmUps < 1 || warmUps > MOST_REPEATS)) {
      throw new UsageException("--warm-ups is from 1 to " + MOST_REPEATS + ", not " + warmUps);
    }
    List<BenchCase> cases = cases();
    if (force && append) {
      throw new UsageException("--force replaces results, --append adds to them: not both");
    }
    Path out = directory;
    if (out != null && Files.exists(out.resolve(BenchSummary.FILE)) && !force && !append) {
      throw new UsageException(
          out + " holds results; --force replaces them, --append adds to them");
    }
    if (mode != Modes.warm && shell.launcher().isEmpty()) {
      throw new UsageException("cold runs need the launcher: use ./merapi, or --mode warm");
    }
    if (shell.collected() != null) {
      OutputFile.at(shell.collected(), true);
    }
    return new BenchRun.Plan(
        cases,
        mode.modes,
        repeat,
        warmUps == null ? 0 : warmUps,
        new ProverSettings(
            work.security, work.hash, work.threads, segments.memory, segments.segmentMaxLogHeight),
        shell.launcher(),
        out,
        append,
        shell.collected(),
        Map.of("merapi", Version.current(), "commit", Version.commit()));
  }

  private List<BenchCase> cases() {
    List<BenchCase> cases = new ArrayList<>();
    int files = 0;
    for (String name : names) {
      if (name.contains("/") || name.endsWith(".elf")) {
        files++;
        if (files > 1 && inputs.values.contains("-")) {
          throw new UsageException("--input - is for one ELF file: there is one standard input");
        }
        cases.add(file(Path.of(name)));
      } else {
        cases.addAll(BenchCase.named(name, sizes));
      }
    }
    if (files == 0 && !(inputs.values.isEmpty() && inputs.seed == 0)) {
      throw new UsageException(
          (inputs.values.isEmpty() ? "--seed" : "--input")
              + " is for ELF files; the cases here have theirs");
    }
    if (!sizes.isEmpty() && cases.stream().allMatch(aCase -> aCase.expected().isEmpty())) {
      throw new UsageException("--sizes is for guests that are named, such as fibonacci");
    }
    Set<String> seen = new TreeSet<>();
    for (BenchCase aCase : cases) {
      if (!seen.add(aCase.name())) {
        throw new UsageException("there are two cases of the name " + aCase.name());
      }
    }
    return names.isEmpty() ? BenchCase.all() : cases;
  }

  private BenchCase file(Path elf) {
    MachineVerb.load(elf); // It shall fail before the others are run.
    Input input = inputs.read(shell.in());
    return BenchCase.of(String.valueOf(elf.getFileName()), InputFile.read(elf), input);
  }
}
