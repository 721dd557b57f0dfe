package dev.merapi.cli;

import dev.merapi.sdk.Estimate;
import dev.merapi.sdk.Input;
import dev.merapi.sdk.Program;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code merapi estimate}: tells what a proof will take before it is made. */
@Command(
    name = "estimate",
    header = "Tells the segments, cells, memory and time a proof will take.",
    description = {
      "Runs the program, cuts the run as prove would with the same options, and proves a small",
      "piece of it to see how fast this machine is. A few seconds."
    },
    footer = {
      "",
      "Examples:",
      "  merapi estimate fibonacci.elf --input 0x01a086010000000000",
      "  merapi estimate guest.elf --input @data.bin --memory 4g --json"
    })
final class EstimateVerb extends MachineVerb {

  @Parameters(paramLabel = "ELF", description = "The guest program, a 32-bit RISC-V ELF file.")
  Path elf = Path.of("");

  @Mixin InputOptions inputs = new InputOptions();

  @Mixin SegmentOptions segments = new SegmentOptions();

  @Mixin CacheOptions cache = new CacheOptions();

  EstimateVerb(Shell shell) {
    super(shell);
  }

  @Override
  void perform(Report report) {
    Program program = load(elf);
    Input input = inputs.read(shell.in());
    Estimate estimate =
        withProver(
            builder -> cache.configure(segments.configure(builder)),
            statistics -> {},
            prover -> prover.estimate(program, input));
    report.count("instructions", "instructions", estimate.instructions());
    report.count("segments", "segments", estimate.segments());
    report.count("mainCells", "main cells", estimate.mainCells());
    report.count("totalCells", "total cells", estimate.totalCells());
    report.bytes("estimatedProofBytes", "proof size", estimate.proofBytes());
    report.bytes("estimatedPeakMemoryBytes", "peak memory", estimate.peakBytes());
    report.time("estimatedMs", "time", estimate.time());
    report.count("threads", "threads", work.threads);
  }
}
