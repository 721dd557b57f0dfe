package dev.merapi.cli;

import dev.merapi.sdk.CheckReport;
import dev.merapi.sdk.Input;
import dev.merapi.sdk.Program;
import dev.merapi.sdk.ProofStatistics;
import dev.merapi.sdk.Prover;
import dev.merapi.sdk.ProvingKey;
import dev.merapi.sdk.error.DefectException;
import dev.merapi.sdk.error.VerificationException;
import dev.merapi.sdk.verify.AppProof;
import dev.merapi.sdk.verify.VerifiedRun;
import dev.merapi.sdk.verify.Verifier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
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

  @Option(
      names = "--segment-max-log-height",
      paramLabel = "N",
      description =
          "Greatest height of a segment's traces, as a power of two: 16 to 22 (default: 20). A run"
              + " that needs more is cut into segments.")
  @Nullable Integer segmentMaxLogHeight;

  @Option(
      names = "--check",
      description =
          "Check every constraint on every row and every bus message by message, and name what does"
              + " not hold.")
  boolean check;

  ProveAppVerb(Shell shell) {
    super(shell);
  }

  @Override
  void perform(Report report) {
    if (out == null && !check) {
      throw new UsageException("--out FILE is missing");
    }
    OutputFile file = out == null ? null : OutputFile.at(out, force);
    Program program = load(elf);
    Input input = inputs.read(shell.in());
    ProvingKey key = provingKey == null ? null : readKey(provingKey);
    AtomicReference<@Nullable ProofStatistics> statistics = new AtomicReference<>();
    withProver(
        builder -> configure(builder, key),
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
  }

  private static ProvingKey readKey(Path file) {
    byte[] bytes = InputFile.read(file);
    return naming(file, () -> ProvingKey.read(bytes));
  }

  private Prover.Builder configure(Prover.Builder builder, @Nullable ProvingKey key) {
    if (key != null) {
      builder.provingKey(key);
    }
    if (segmentMaxLogHeight != null) {
      builder.segmentMaxLogHeight(segmentMaxLogHeight);
    }
    return builder;
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

  private static void prove(
      Prover prover,
      Program program,
      Input input,
      OutputFile file,
      Report report,
      AtomicReference<@Nullable ProofStatistics> statistics) {
    AppProof proof = prover.prove(program, input);
    byte[] bytes = proof.toBytes();
    long start = System.nanoTime();
    VerifiedRun run = verifyOwn(prover, program, bytes);
    Duration verify = Duration.ofNanos(System.nanoTime() - start);
    file.write(bytes);

    report.put("exitCode", 0);
    report.line("proof", file.toString());
    report.add("publicValues", "public values", HexFormat.of().formatHex(run.publicValues()));
    ProofStatistics made = statistics.get();
    if (made != null) {
      describe(made, report);
    }
    report.time("verifyMs", "verify", verify);
    report.bytes("proofBytes", "proof size", bytes.length);
    Memory.peakBytes().ifPresent(peak -> report.line("peak memory", Report.readableBytes(peak)));
    if (made != null) {
      report.put("securityBits", made.securityBits());
      report.line("security", String.format(Locale.ROOT, "%.1f bits", made.securityBits()));
    }
    report.add("exeCommit", "exe commitment", run.exeCommitment().toHex());
    report.add("vmCommit", "vm commitment", run.vmCommitment().toHex());
  }

  private static VerifiedRun verifyOwn(Prover prover, Program program, byte[] bytes) {
    try {
      return Verifier.of(prover.verifyingKey())
          .verify(AppProof.parse(bytes), prover.commit(program).exe());
    } catch (VerificationException e) {
      throw new DefectException("the proof just made does not verify: " + e.getMessage(), e);
    }
  }

  private static void describe(ProofStatistics made, Report report) {
    report.count("instructions", "instructions", made.instructions());
    report.count("segments", "segments", made.segments());
    report.time("executeMs", "execute", made.execute());
    report.time("traceGenMs", "traces", made.traceGeneration());
    report.time("proveMs", "prove", made.prove());
    made.phases()
        .forEach(
            (phase, time) -> report.line("  " + phase.replace('_', ' '), Report.readable(time)));
    double speed = made.kcyclesPerSecond();
    report.put("kcyclesPerSecond", Math.rint(speed * 1e3) / 1e3);
    report.line("speed", String.format(Locale.ROOT, "%.1f kcycles/s", speed));
    report.count("mainCells", "main cells", made.mainCells());
    report.count("totalCells", "total cells", made.totalCells());
    report.count("threads", "threads", made.threads());
  }
}
