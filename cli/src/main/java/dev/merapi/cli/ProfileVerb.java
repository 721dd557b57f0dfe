package dev.merapi.cli;

import dev.merapi.bench.profile.FirefoxProfile;
import dev.merapi.bench.profile.FlameGraph;
import dev.merapi.bench.profile.FoldedStacks;
import dev.merapi.bench.profile.Weight;
import dev.merapi.sdk.Input;
import dev.merapi.sdk.Program;
import dev.merapi.sdk.error.GuestFailedException;
import dev.merapi.sdk.profile.Profile;
import dev.merapi.sdk.text.OneLine;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code merapi profile}: tells which functions and instructions make a proof expensive. */
@Command(
    name = "profile",
    header = "Tells what a run costs by function and by instruction, without proving it.",
    description = {
      "Runs the program and counts cycles (instructions) and cells (what the prover works on: an",
      "instruction has a row in the table of its kind, as many cells as that has columns). The",
      "tables show the dearest; a flame graph shows who calls whom. Functions are told by the",
      "symbols of the ELF file: do not strip it."
    },
    footer = {
      "",
      "Examples:",
      "  merapi profile sha256.elf --input @data.bin",
      "  merapi profile sha256.elf --input @data.bin --flamegraph flame.svg --weight cycles",
      "  merapi profile guest.elf --firefox guest.json     open it at profiler.firefox.com"
    })
final class ProfileVerb extends MachineVerb {

  @Parameters(paramLabel = "ELF", description = "The guest program, a 32-bit RISC-V ELF file.")
  Path elf = Path.of("");

  @Mixin InputOptions inputs = new InputOptions();

  @Option(
      names = "--flamegraph",
      paramLabel = "FILE",
      description = "Write a flame graph, an SVG file for any browser.")
  @Nullable Path flameGraph;

  @Option(
      names = "--folded",
      paramLabel = "FILE",
      description = "Write folded stacks, a line for each: outer;inner and a number.")
  @Nullable Path folded;

  @Option(
      names = "--firefox",
      paramLabel = "FILE",
      description = "Write a profile for profiler.firefox.com, with cycles and cells.")
  @Nullable Path firefox;

  @Option(
      names = "--weight",
      paramLabel = "WHAT",
      converter = WeightConverter.class,
      defaultValue = "cells",
      description =
          "What flame graph and folded stacks show and tables are ordered by: cycles or cells"
              + " (default: cells).")
  Weight weight = Weight.CELLS;

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "20",
      description = "Lines of each table (default: 20).")
  int top;

  @Option(names = "--force", description = "Replace files that are there.")
  boolean force;

  ProfileVerb(Shell shell) {
    super(shell);
  }

  @Override
  void perform(Report report) {
    if (top < 1) {
      throw new UsageException("--top is at least 1, not " + top);
    }
    Map<OutputFile, Renderer> files = new LinkedHashMap<>();
    claim(files, flameGraph, (p, out) -> out.append(FlameGraph.svg(p, weight, title())));
    claim(files, folded, (p, out) -> FoldedStacks.write(p, weight, out));
    claim(files, firefox, (p, out) -> out.append(FirefoxProfile.of(p, title())));
    if (files.keySet().stream().map(f -> f.path().toAbsolutePath().normalize()).distinct().count()
        < files.size()) {
      throw new UsageException("two of --flamegraph, --folded and --firefox name one file");
    }
    Program program = load(elf);
    Input input = inputs.read(shell.in());
    Profile profile = withProver(prover -> prover.profile(program, input));
    if (!profile.symbols()) {
      note(elf + " has no symbols: functions are called by their addresses");
    }
    files.forEach((file, renderer) -> {
      file.write(out -> {
        Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        renderer.write(profile, text);
        text.flush();
      });
    });
    new ProfileReport(profile, weight).describe(report, top);
    files.keySet().forEach(file -> report.line("written", file.toString()));
    if (profile.exitCode() != 0) {
      tell(report);
      String function = program.functionAt(profile.exitPc());
      throw new GuestFailedException(
          "the guest ended with exit code %d at pc 0x%08x after %s instructions"
              .formatted(
                  profile.exitCode(),
                  profile.exitPc(),
                  Report.grouped(profile.instructions().cycles())),
          profile.exitCode(),
          profile.exitPc(),
          function);
    }
  }

  private interface Renderer {
    void write(Profile profile, Writer out) throws IOException;
  }

  private void claim(Map<OutputFile, Renderer> files, @Nullable Path path, Renderer renderer) {
    if (path != null) {
      files.put(OutputFile.at(path, force), renderer);
    }
  }

  private String title() {
    return OneLine.of(String.valueOf(elf.getFileName()));
  }

  /** Reads a weight by the name a user writes. */
  static final class WeightConverter implements ITypeConverter<Weight> {
    @Override
    public Weight convert(String value) {
      for (Weight weight : Weight.values()) {
        if (weight.label().equals(value)) {
          return weight;
        }
      }
      throw new TypeConversionException("'" + value + "' is neither cycles nor cells");
    }
  }
}
