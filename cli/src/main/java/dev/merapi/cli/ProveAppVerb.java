package dev.merapi.cli;

import dev.merapi.sdk.CheckReport;
import dev.merapi.sdk.Input;
import dev.merapi.sdk.Program;
import dev.merapi.sdk.ProofStatistics;
import dev.merapi.sdk.Prover;
import dev.merapi.sdk.ProvingKey;
import dev.merapi.sdk.error.CancelledException;
import dev.merapi.sdk.error.DefectException;
import dev.merapi.sdk.error.VerificationException;
import dev.merapi.sdk.verify.AppProof;
import dev.merapi.sdk.verify.VerifiedRun;
import dev.merapi.sdk.verify.Verifier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code merapi prove app}: runs a guest and proves the run. */
@Command(
    name = "app",
    header = "Runs a program and proves the run.",
    description = "The proof is verified before it is written.",
    footer = {
      "",
      "Examples:",
      "  merapi prove app fibonacci.elf --input 0x01a086010000000000 --out fibonacci.proof",
      "  merapi prove app sha256.elf --input @data.bin --out sha256.proof --json",
      "  merapi prove app long.elf --memory 4g --work-dir work --out long.proof",
      "  merapi prove app guest.elf --check     checks every constraint and proves nothing"
    })
final class ProveAppVerb extends MachineVerb {

  @Parameters(paramLabel = "ELF", description = "The guest program, a 32-bit RISC-V ELF file.")
  Path elf = Path.of("");

  @Mixin InputOptions inputs = new InputOptions();

  @Option(names = "--out", paramLabel = "FILE", description = "Where the proof goes.")
  @Nullable Path out;

  @Option(names = "--force", description = "Replace the file that is there.")
  boolean force;

  @Option(
      names = "--pk",
      paramLabel = "FILE",
      description = "The proving key written by keygen (default: made anew).")
  @Nullable Path provingKey;

  @Mixin SegmentOptions segments = new SegmentOptions();

  @Option(
      names = "--work-dir",
      paramLabel = "DIR",
      description = {
        "Keep proven segments here. The same command goes on from them after an interruption, and",
        "makes the same proof. Delete the directory when the proof is done."
      })
  @Nullable Path workDirectory;

  @Mixin CacheOptions cache = new CacheOptions();

  @Option(
      names = "--check",
      description =
          "Check every constraint on every row and every bus message by message, and name what does"
              + " not hold.")
  boolean check;

  @Option(
      names = "--profiling",
      description = {
        "Add to the metrics what each operation costs in each function; runs the program once more.",
        "Needs --metrics-json or another place for metrics."
      })
  boolean profiling;

  ProveAppVerb(Shell shell) {
    super(shell);
  }

  @Override
  void perform(Report report) {
    if (out == null && !check) {
      throw new UsageException("--out FILE is missing");
    }
    if (profiling && !metrics.asked()) {
      throw new UsageException(
          "--profiling adds to the metrics: --metrics-json FILE, or another place for them, is"
              + " missing");
    }
    OutputFile file = out == null ? null : OutputFile.at(out, force);
    Program program = load(elf);
    Input input = inputs.read(shell.in());
    ProvingKey key = provingKey == null ? null : readKey(provingKey);
    AtomicReference<@Nullable ProofStatistics> statistics = new AtomicReference<>();
    try (WorkPlace place = file == null ? null : WorkPlace.of(workDirectory, file.path())) {
      withProver(
          builder -> configure(builder, key, place),
          statistics::set,
          prover -> {
            if (check) {
              check(prover, program, input, report);
            }
            if (file != null) {
              prove(prover, program, input, file, report, statistics);
            }
            return prover;
          });
    } catch (CancelledException e) {
      throw workDirectory == null
          ? e
          : new CancelledException(
              "interrupted; the segments proven so far are in %s, the same command goes on"
                  .formatted(workDirectory));
    }
  }

  private static ProvingKey readKey(Path file) {
    byte[] bytes = InputFile.read(file);
    return naming(file, () -> ProvingKey.read(bytes));
  }

  private Prover.Builder configure(
      Prover.Builder builder, @Nullable ProvingKey key, @Nullable WorkPlace place) {
    if (key != null) {
      builder.provingKey(key);
    }
    if (place != null) {
      builder.workDirectory(place.directory());
    }
    builder.profiling(profiling);
    return cache.configure(segments.configure(builder));
  }

  private void check(Prover prover, Program program, Input input, Report report) {
    CheckReport checked = prover.check(program, input);
    checked.violations().forEach(violation -> shell.err().println(violation));
    if (!checked.holds()) {
      throw new DefectException(
          "the trace breaks the machine's rules, first: " + checked.violations().getFirst(), null);
    }
    report.line(
        "check",
        Report.grouped(checked.constraints())
            + " constraints hold on "
            + Report.grouped(checked.rows())
            + " rows, every bus balances");
  }

  private void prove(
      Prover prover,
      Program program,
      Input input,
      OutputFile file,
      Report report,
      AtomicReference<@Nullable ProofStatistics> statistics) {
    AppProof proof = prover.prove(program, input);
    long start = System.nanoTime();
    VerifiedRun run = verifyOwn(prover, program, proof);
    Duration verify = Duration.ofNanos(System.nanoTime() - start);
    file.write(proof::writeTo);

    report.put("exitCode", 0);
    report.line("proof", file.toString());
    report.add("publicValues", "public values", HexFormat.of().formatHex(run.publicValues()));
    ProofStatistics made = statistics.get();
    if (made != null) {
      describe(made, report);
    }
    report.time("verifyMs", "verify", verify);
    report.bytes("proofBytes", "proof size", proof.sizeInBytes());
    Memory.peakBytes().ifPresent(peak -> report.line("peak memory", Report.readableBytes(peak)));
    if (made != null) {
      report.put("securityBits", made.securityBits());
      report.line("security", String.format(Locale.ROOT, "%.1f bits", made.securityBits()));
    }
    report.add("exeCommit", "exe commitment", run.exeCommitment().toHex());
    report.add("vmCommit", "vm commitment", run.vmCommitment().toHex());
  }

  private VerifiedRun verifyOwn(Prover prover, Program program, AppProof proof) {
    try {
      return Verifier.of(prover.verifyingKey())
          .withThreads(work.threads)
          .verify(proof, prover.commit(program).exe());
    } catch (VerificationException e) {
      throw new DefectException("the proof just made does not verify: " + e.getMessage(), e);
    }
  }

  private static void describe(ProofStatistics made, Report report) {
    report.count("instructions", "instructions", made.instructions());
    report.count("segments", "segments", made.segments());
    if (made.segmentsKept() > 0) {
      report.count("segmentsKept", "  kept from before", made.segmentsKept());
    }
    report.time("executeMs", "execute", made.execute());
    report.time("traceGenMs", "traces", made.traceGeneration());
    report.time("proveMs", "prove", made.prove());
    Map<String, Double> phases = new LinkedHashMap<>();
    made.phases()
        .forEach((phase, time) -> {
          phases.put(phase, Report.millis(time));
          report.line("  " + phase, Report.readable(time));
        });
    report.put("phasesMs", phases);
    double speed = made.kcyclesPerSecond();
    report.put("kcyclesPerSecond", Math.rint(speed * 1e3) / 1e3);
    report.line("speed", String.format(Locale.ROOT, "%.1f kcycles/s", speed));
    report.count("mainCells", "main cells", made.mainCells());
    report.count("totalCells", "total cells", made.totalCells());
    report.count("threads", "threads", made.threads());
  }
}
