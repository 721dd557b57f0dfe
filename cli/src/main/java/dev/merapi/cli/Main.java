package dev.merapi.cli;

import dev.merapi.sdk.Prover;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The process: sets up the streams and signals, runs the command, ends with its exit code. */
public final class Main {

  /**
   * The number of the file descriptor that holds the real standard error. The launcher moves it,
   * because the JVM writes a warning about the incubating Vector API to descriptor 2 before any
   * Java code runs.
   */
  private static final String STDERR_PROPERTY = "merapi.stderr";

  private static final String TERMINAL_PROPERTY = "merapi.terminal";

  private static final String LAUNCHER_PROPERTY = "merapi.launcher";

  /** Where benchmarks put the metrics of all their cases. */
  private static final String OUTPUT_PATH = "OUTPUT_PATH";

  private static final Set<String> NEED_KEYS =
      Set.of("prove", "verify", "commit", "keygen", "estimate");

  private Main() {}

  /** Runs one command. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT); // digits and points of numbers are the same everywhere
    System.setErr(standardError());
    System.setOut(
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8));
    Interrupts interrupts = new Interrupts();
    interrupts.arm();
    boolean color =
        Objects.requireNonNullElse(System.getenv("NO_COLOR"), "").isEmpty()
            && !"dumb".equals(System.getenv("TERM"));
    if (args.length > 0 && NEED_KEYS.contains(args[0])) {
      Prover.prepare(); // while the arguments and files are read
    }
    Shell shell =
        new Shell(
            System.in,
            System.out,
            System.err,
            Boolean.getBoolean(TERMINAL_PROPERTY),
            color,
            Path.of(""),
            interrupts,
            launcher(),
            collected());
    int code = new Cli(shell).run(args);
    System.out.flush();
    System.err.flush();
    interrupts.exit(code);
  }

  private static List<String> launcher() {
    String path = System.getProperty(LAUNCHER_PROPERTY);
    return path == null ? List.of() : List.of(path);
  }

  private static @Nullable Path collected() {
    String path = Objects.requireNonNullElse(System.getenv(OUTPUT_PATH), "");
    return path.isEmpty() ? null : Path.of(path);
  }

  private static PrintStream standardError() {
    FileDescriptor descriptor = FileDescriptor.err;
    Integer number = Integer.getInteger(STDERR_PROPERTY);
    if (number != null) {
      try {
        Constructor<FileDescriptor> byNumber =
            FileDescriptor.class.getDeclaredConstructor(int.class);
        byNumber.setAccessible(true);
        descriptor = byNumber.newInstance(number);
      } catch (ReflectiveOperationException | RuntimeException e) {
        descriptor = FileDescriptor.err;
      }
    }
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
