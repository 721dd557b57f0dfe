package dev.merapi.cli;

import dev.merapi.sdk.Commitments;
import dev.merapi.sdk.Program;
import dev.merapi.sdk.ProvingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code merapi keygen}: writes the keys of a machine. */
@Command(
    name = "keygen",
    header = "Writes the proving and the verifying key of the machine.",
    description = {
      "The keys are of the machine, not of a program; with an ELF its commitment is printed too.",
      "Both other verbs make the keys themselves when none are given."
    },
    footer = {"", "Example:", "  merapi keygen --out keys"})
final class KeygenVerb extends MachineVerb {

  static final String PROVING_KEY = "merapi.pk";
  static final String VERIFYING_KEY = "merapi.vk";

  @Parameters(paramLabel = "ELF", arity = "0..1", description = "A program to commit to.")
  @Nullable Path elf;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Directory for " + PROVING_KEY + " and " + VERIFYING_KEY + ".")
  Path out = Path.of("");

  @Option(names = "--force", description = "Replace keys that are there.")
  boolean force;

  KeygenVerb(Shell shell) {
    super(shell);
  }

  @Override
  Stream<Path> files() {
    return Stream.concat(
        super.files(), Stream.of(out.resolve(PROVING_KEY), out.resolve(VERIFYING_KEY)));
  }

  @Override
  void perform(Report report) throws IOException {
    Program program = elf == null ? null : load(elf);
    if (Files.exists(out) && !Files.isDirectory(out)) {
      throw new UsageException(out + " is no directory");
    }
    if (Files.isDirectory(out)) {
      claim();
    }
    withProver(prover -> {
      long start = System.nanoTime();
      ProvingKey key = prover.provingKey();
      Duration time = Duration.ofNanos(System.nanoTime() - start);
      Commitments commitments = program == null ? null : prover.commit(program);
      write(key, report);
      report.time("keygenMs", "key generation", time);
      report.add("vmCommit", "vm commitment", key.verifyingKey().commitment().toHex());
      if (commitments != null) {
        report.add("exeCommit", "exe commitment", commitments.exe().toHex());
      }
      return key;
    });
  }

  private void write(ProvingKey key, Report report) {
    try {
      Files.createDirectories(out);
    } catch (IOException e) {
      throw FileException.of("create", out, e);
    }
    OutputFile[] files = claim();
    byte[] proving = key.toBytes();
    byte[] verifying = key.verifyingKey().toBytes();
    files[0].write(proving);
    files[1].write(verifying);
    report.bytes("provingKeyBytes", files[0].toString(), proving.length);
    report.bytes("verifyingKeyBytes", files[1].toString(), verifying.length);
  }

  private OutputFile[] claim() {
    return new OutputFile[] {
      OutputFile.at(out.resolve(PROVING_KEY), force),
      OutputFile.at(out.resolve(VERIFYING_KEY), force)
    };
  }
}
