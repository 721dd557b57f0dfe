package dev.merapi.cli;

import dev.merapi.sdk.Commitments;
import dev.merapi.sdk.Program;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code merapi commit}: prints what pins a program and the machine. */
@Command(
    name = "commit",
    header = "Prints the commitments that pin a program and the machine.",
    description = "A verifier that knows both knows exactly what a proof is about.",
    footer = {"", "Example:", "  merapi commit fibonacci.elf --json"})
final class CommitVerb extends MachineVerb {

  @Parameters(paramLabel = "ELF", description = "The guest program.")
  Path elf = Path.of("");

  CommitVerb(Shell shell) {
    super(shell);
  }

  @Override
  void perform(Report report) {
    Program program = load(elf);
    Commitments commitments = withProver(prover -> prover.commit(program));
    report.add("exeCommit", "exe commitment", commitments.exe().toHex());
    report.add("vmCommit", "vm commitment", commitments.vm().toHex());
  }
}
