package dev.merapi.cli;

import dev.merapi.sdk.Hash;
import dev.merapi.sdk.Prover;
import dev.merapi.sdk.Security;
import dev.merapi.sdk.error.Rejection;
import dev.merapi.sdk.error.VerificationException;
import dev.merapi.sdk.verify.AppProof;
import dev.merapi.sdk.verify.Commitment;
import dev.merapi.sdk.verify.VerifiedRun;
import dev.merapi.sdk.verify.Verifier;
import dev.merapi.sdk.verify.VerifyingKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code merapi verify app}: verifies a proof of a run. */
@Command(
    name = "app",
    header = "Verifies a proof of a run.",
    description = {
      "Without --elf or --exe-commit the proof shows that some program ran; which one is printed,",
      "but nothing pins it."
    },
    footer = {
      "",
      "Examples:",
      "  merapi verify app fibonacci.proof --elf fibonacci.elf",
      "  merapi verify app fibonacci.proof --exe-commit 6d1f... --json"
    })
final class VerifyAppVerb extends MachineVerb {

  @Parameters(paramLabel = "PROOF", description = "The proof file.")
  Path proofFile = Path.of("");

  @Option(names = "--elf", paramLabel = "ELF", description = "The program that must have run.")
  @Nullable Path elf;

  @Option(
      names = "--exe-commit",
      paramLabel = "HEX",
      description = "The commitment of the program that must have run.")
  @Nullable String exeCommit;

  @Option(
      names = "--vm-commit",
      paramLabel = "HEX",
      description = "The commitment of the machine it must have run on.")
  @Nullable String vmCommit;

  @Option(
      names = "--vk",
      paramLabel = "FILE",
      description = "The verifying key written by keygen (default: made anew).")
  @Nullable Path verifyingKey;

  VerifyAppVerb(Shell shell) {
    super(shell);
  }

  @Override
  void perform(Report report) {
    Commitment wantedExe = exeCommit == null ? null : Commitment.parse(exeCommit);
    Commitment wantedVm = vmCommit == null ? null : Commitment.parse(vmCommit);
    AppProof proof = naming(proofFile, () -> InputFile.proof(proofFile));
    report.put("exeCommit", proof.exeCommitment().toHex());
    report.put("vmCommit", proof.vmCommitment().toHex());
    report.put("proofBytes", proof.sizeInBytes());

    VerifyingKey given = verifyingKey == null ? null : readKey(verifyingKey);
    if (given != null) {
      follow(given);
    }
    VerifyingKey key;
    if (elf == null && given != null) {
      key = given;
    } else {
      Expectation expectation = withProver(prover -> expectation(prover, given));
      key = expectation.key();
      if (expectation.exe() != null) {
        if (wantedExe != null && !wantedExe.equals(expectation.exe())) {
          throw new VerificationException(
              new Rejection.OtherProgram(wantedExe.toHex(), expectation.exe().toHex()));
        }
        wantedExe = expectation.exe();
      }
    }
    if (wantedVm != null && !wantedVm.equals(key.commitment())) {
      throw new VerificationException(
          new Rejection.OtherMachine(wantedVm.toHex(), key.commitment().toHex()));
    }
    verify(key, proof, wantedExe, report);
  }

  private void verify(
      VerifyingKey key, AppProof proof, @Nullable Commitment wantedExe, Report report) {
    Verifier verifier = Verifier.of(key).withThreads(work.threads);
    long start = System.nanoTime();
    VerifiedRun run =
        wantedExe == null ? verifier.verifyUnpinned(proof) : verifier.verify(proof, wantedExe);
    Duration time = Duration.ofNanos(System.nanoTime() - start);

    report.text("The proof verifies.");
    report.put("exitCode", 0);
    report.add("publicValues", "public values", HexFormat.of().formatHex(run.publicValues()));
    report.count("segments", "segments", run.segments());
    report.time("verifyMs", "verify", time);
    report.bytes("proofBytes", "proof size", proof.sizeInBytes());
    double bits = key.securityBits();
    report.put("securityBits", bits);
    report.line(
        "security",
        String.format(Locale.ROOT, "%.1f bits (%s, %s)", bits, key.preset(), key.hash()));
    report.add("exeCommit", "exe commitment", run.exeCommitment().toHex());
    report.add("vmCommit", "vm commitment", run.vmCommitment().toHex());
    if (verifyingKey != null && vmCommit == null) {
      note(
          "Nothing but the key file says which machine this is: have it from someone you trust, or"
              + " give --vm-commit.");
    }
    if (wantedExe == null) {
      note(
          "Nothing pins the program: compare the exe commitment with that of the program you mean,"
              + " or give --elf or --exe-commit.");
    }
  }

  private Expectation expectation(Prover prover, @Nullable VerifyingKey given) {
    Commitment exe = elf == null ? null : prover.commit(load(elf)).exe();
    return new Expectation(given == null ? prover.verifyingKey() : given, exe);
  }

  /** Takes preset and hash suite from a key file; what the user has said of them must be so. */
  private void follow(VerifyingKey key) {
    require("--security", work.security.label(), key.preset());
    require("--hash", work.hash.label(), key.hash());
    work.security = Security.parse(key.preset());
    work.hash = Hash.parse(key.hash());
  }

  private void require(String option, String wanted, String found) {
    if (spec.commandLine().getParseResult().hasMatchedOption(option) && !wanted.equals(found)) {
      throw new UsageException(
          "%s is a key for %s, not for %s %s".formatted(verifyingKey, found, option, wanted));
    }
  }

  private static VerifyingKey readKey(Path file) {
    byte[] bytes = InputFile.read(file);
    return naming(file, () -> VerifyingKey.read(bytes));
  }

  /** What the proof is held against. */
  private record Expectation(VerifyingKey key, @Nullable Commitment exe) {}
}
