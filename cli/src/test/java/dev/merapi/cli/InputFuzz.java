package dev.merapi.cli;

import dev.merapi.sdk.error.InvalidInputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A target of {@code tools/fuzz}: the values of {@code --input} and the JSON files they name. Only
 * errors of the user's come out, within bounds on bytes allocated and time.
 */
public final class InputFuzz {
  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final Path FILE = file();

  private InputFuzz() {}

  private static Path file() {
    try {
      Path file = Files.createTempFile("input", ".json");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One input: a value if it begins with 0x, else the content of a file. */
  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    String text = new String(data, StandardCharsets.UTF_8);
    InputOptions options = new InputOptions();
    if (text.startsWith("0x")) {
      options.values = List.of(text);
    } else {
      Files.write(FILE, data);
      options.values = List.of(FILE.toString());
    }
    if (!within(options, data.length)) { // The first time may have loaded classes.
      check(within(options, data.length), "too much to read %d bytes".formatted(data.length));
    }
  }

  private static boolean within(InputOptions options, int length) {
    long allocated = THREADS.getCurrentThreadAllocatedBytes();
    long time = THREADS.getCurrentThreadCpuTime();
    read(options);
    return THREADS.getCurrentThreadAllocatedBytes() - allocated <= 64L * length + (4 << 20)
        && THREADS.getCurrentThreadCpuTime() - time <= 2_000_000_000L;
  }

  private static void read(InputOptions options) {
    try {
      options.read(new ByteArrayInputStream(new byte[0]));
    } catch (InvalidInputException | UsageException | FileException expected) {
      Failure failure = Failure.of(expected);
      check(
          failure.exitCode() == ExitCode.BAD_INPUT || failure.exitCode() == ExitCode.USAGE,
          failure.toString());
    }
  }

  private static void check(boolean ok, String message) {
    if (!ok) {
      throw new AssertionError(message);
    }
  }
}
