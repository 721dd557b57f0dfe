package dev.merapi.cli;

import dev.merapi.sdk.text.OneLine;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line as a function: arguments in, exit code out. */
final class Cli {

  private final Shell shell;

  Cli(Shell shell) {
    this.shell = shell;
  }

  /** Runs one command. */
  int run(String... arguments) {
    List<String> all = Arrays.asList(arguments);
    boolean plain = all.contains("--color=never") || !shell.terminal() || !shell.colorWanted();
    CommandLine line = new CommandLine(new Root());
    addCommands(line, arguments.length == 0 ? "" : arguments[0]);
    line.setOut(new PrintWriter(shell.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(shell.err(), true, StandardCharsets.UTF_8));
    line.setColorScheme(CommandLine.Help.defaultColorScheme(plain ? Ansi.OFF : Ansi.ON));
    line.setUsageHelpWidth(100);
    line.setUsageHelpAutoWidth(false);
    line.setCaseInsensitiveEnumValuesAllowed(false);
    line.setAbbreviatedOptionsAllowed(false);
    line.setExpandAtFiles(false); // @file is a form of --input
    line.setParameterExceptionHandler((failure, given) -> usage(failure, all, plain));
    return line.execute(arguments);
  }

  /**
   * The command that the arguments begin with, or all: to read what all of them are like takes a
   * tenth of a second.
   */
  private void addCommands(CommandLine line, String first) {
    Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("run", () -> new RunVerb(shell));
    commands.put("keygen", () -> new KeygenVerb(shell));
    commands.put("commit", () -> new CommitVerb(shell));
    commands.put("estimate", () -> new EstimateVerb(shell));
    commands.put("profile", () -> new ProfileVerb(shell));
    commands.put(
        "prove", () -> new CommandLine(new ProveGroup()).addSubcommand(new ProveAppVerb(shell)));
    commands.put(
        "verify", () -> new CommandLine(new VerifyGroup()).addSubcommand(new VerifyAppVerb(shell)));
    commands.put("bench", this::bench);
    commands.put("inspect", () -> new InspectVerb(shell));
    commands.put("security", () -> new SecurityVerb(shell));
    Supplier<Object> one = commands.get(first);
    if (one == null) {
      commands.forEach((name, command) -> line.addSubcommand(name, command.get()));
    } else {
      line.addSubcommand(first, one.get());
    }
  }

  private CommandLine bench() {
    return new CommandLine(new BenchGroup())
        .addSubcommand(new BenchRunVerb(shell))
        .addSubcommand(new BenchCompareVerb(shell))
        .addSubcommand(new BenchReportVerb(shell));
  }

  private int usage(ParameterException failure, List<String> arguments, boolean plain) {
    String message = OneLine.of(String.valueOf(failure.getMessage()));
    String command = failure.getCommandLine().getCommandSpec().qualifiedName();
    if (arguments.contains("--json")) {
      shell.out().println(new Report().put("version", Version.current()).failure("usage", message));
    }
    shell.err().println(Verb.prefix(!plain) + message);
    shell.err().println("See " + command + " --help");
    return ExitCode.USAGE;
  }

  /** A command that only holds others. */
  private abstract static class Group implements Runnable {

    @Spec CommandSpec spec = CommandSpec.create();

    @Option(
        names = {"-h", "--help"},
        usageHelp = true,
        description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // Read by picocli.
    boolean help;

    @Override
    public void run() {
      throw new ParameterException(
          spec.commandLine(),
          "choose a command: " + String.join(", ", spec.subcommands().keySet()));
    }
  }

  @Command(
      name = "merapi",
      versionProvider = Version.class,
      synopsisSubcommandLabel = "COMMAND",
      header = "Proves what a RISC-V program computed, and verifies such proofs.",
      commandListHeading = "%nCommands:%n",
      footer = {
        "",
        "Examples:",
        "  merapi run guest.elf --input 0x01e803000000000000",
        "  merapi prove app guest.elf --input @data.bin --out guest.proof",
        "  merapi verify app guest.proof --elf guest.elf",
        "",
        "Exit codes:",
        "  0 done             1 proof does not verify   2 wrong usage        3 bad input",
        "  4 guest failed     5 limit reached           6 interrupted       70 defect of merapi"
      })
  private static final class Root extends Group {
    @Option(
        names = {"-V", "--version"},
        versionHelp = true,
        description = "Show the version.")
    @SuppressWarnings("UnusedVariable") // Read by picocli.
    boolean version;
  }

  @Command(name = "prove", header = "Proves a run of a program.")
  private static final class ProveGroup extends Group {}

  @Command(name = "verify", header = "Verifies a proof.")
  private static final class VerifyGroup extends Group {}

  @Command(name = "bench", header = "Measures proofs, and reads what was measured.")
  private static final class BenchGroup extends Group {}
}
