package dev.merapi.cli;

import dev.merapi.sdk.MachineConfig;
import dev.merapi.sdk.Program;
import dev.merapi.sdk.Progress;
import dev.merapi.sdk.ProgressListener;
import dev.merapi.sdk.ProofStatistics;
import dev.merapi.sdk.Prover;
import dev.merapi.sdk.error.InvalidInputException;
import dev.merapi.sdk.error.InvalidProgramException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** A verb that needs a machine: it has a prover, which a signal stops and which shows progress. */
abstract class MachineVerb extends Verb {

  @Mixin WorkOptions work = new WorkOptions();

  @Mixin MetricsOptions metrics = new MetricsOptions();

  MachineVerb(Shell shell) {
    super(shell);
  }

  /** The machine the options describe. */
  final MachineConfig machine() {
    return MachineConfig.rv32im();
  }

  /** Works with a prover, which is closed at the end or at an interruption. */
  final <T> T withProver(Function<Prover, T> use) {
    return withProver(builder -> builder, statistics -> {}, use);
  }

  /**
   * As {@link #withProver(Function)}.
   *
   * @param configure adds to the prover's configuration
   * @param atEnd gets the statistics of a finished proof
   */
  final <T> T withProver(
      UnaryOperator<Prover.Builder> configure,
      Consumer<ProofStatistics> atEnd,
      Function<Prover, T> use) {
    boolean shown = !output.quiet && !work.noProgress;
    try (ProgressDisplay display = new ProgressDisplay(shell.err(), shell.terminal(), atEnd)) {
      ProgressListener listener = shown ? display : new Silent(atEnd);
      Prover.Builder builder =
          Prover.builder(machine())
              .security(work.security)
              .hash(work.hash)
              .threads(work.threads)
              .listener(new Sweeping(listener));
      try (Prover prover = configure.apply(builder).build();
          Interrupts.Registration _ = shell.interrupts().onInterrupt(prover::close)) {
        return use.apply(prover);
      }
    }
  }

  @Override
  final void beforehand() {
    metrics.begin(shell.err(), files().toList());
  }

  /** The files and directories that options and parameters name, that of the metrics left out. */
  Stream<Path> files() {
    Stream<ArgSpec> named =
        Stream.concat(
            spec.options().stream()
                .filter(option -> !option.longestName().equals(MetricsOptions.JSON)),
            spec.positionalParameters().stream());
    Stream<Path> inputs =
        spec.mixins().values().stream()
            .map(CommandSpec::userObject)
            .filter(InputOptions.class::isInstance)
            .flatMap(mixin -> ((InputOptions) mixin).files());
    return Stream.concat(
        named
            .<@Nullable Object>map(ArgSpec::getValue)
            .filter(Path.class::isInstance)
            .map(Path.class::cast),
        inputs);
  }

  @Override
  final void afterwards() {
    metrics.end(shell.err());
  }

  /** Loads a guest; every failure names the file. */
  static Program load(Path elf) {
    byte[] bytes = InputFile.read(elf);
    try {
      return Program.parse(bytes);
    } catch (InvalidProgramException e) {
      throw new InvalidProgramException(elf + ": " + e.getMessage(), e);
    }
  }

  /** Decodes a file's bytes; a failure names the file. */
  static <T> T naming(Path file, Supplier<T> decoding) {
    try {
      return decoding.get();
    } catch (InvalidInputException e) {
      throw new InvalidInputException(e.subject(), file + ": " + e.getMessage(), e);
    }
  }

  /** Hears only the end. */
  private record Silent(Consumer<ProofStatistics> atEnd) implements ProgressListener {
    @Override
    public void progress(Progress progress) {}

    @Override
    public void finished(ProofStatistics statistics) {
      atEnd.accept(statistics);
    }
  }
}
