package dev.merapi.cli;

import dev.merapi.sdk.Execution;
import dev.merapi.sdk.Input;
import dev.merapi.sdk.Program;
import dev.merapi.sdk.error.GuestFailedException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HexFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code merapi run}: executes a guest without proving it. */
@Command(
    name = "run",
    header = "Executes a program without proving it.",
    footer = {
      "",
      "Examples:",
      "  merapi run fibonacci.elf --input 0x01e803000000000000",
      "  cat text | merapi run sha256.elf --input - --json"
    })
final class RunVerb extends MachineVerb {

  @Parameters(paramLabel = "ELF", description = "The guest program, a 32-bit RISC-V ELF file.")
  Path elf = Path.of("");

  @Mixin InputOptions inputs = new InputOptions();

  RunVerb(Shell shell) {
    super(shell);
  }

  @Override
  void perform(Report report) {
    Program program = load(elf);
    Input input = inputs.read(shell.in());
    Execution run = withProver(prover -> prover.execute(program, input));
    show(run.output());
    report.put("exitCode", run.exitCode());
    report.add("publicValues", "public values", HexFormat.of().formatHex(run.publicValues()));
    report.count("instructions", "instructions", run.instructions());
    report.time("executeMs", "execute", run.time());
    if (run.exitCode() != 0) {
      throw new GuestFailedException(
          "the guest ended with exit code "
              + run.exitCode()
              + " after "
              + Report.grouped(run.instructions())
              + " instructions",
          run.exitCode(),
          0,
          "");
    }
  }

  private void show(String printed) {
    if (printed.isEmpty() || output.quiet) {
      return;
    }
    PrintStream stream = output.json ? shell.err() : shell.out();
    stream.print(Text.printable(printed));
    if (!printed.endsWith("\n")) {
      stream.println();
    }
  }
}
