package dev.merapi.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/** The file left behind by a defect: what a maintainer needs and a user should not have to read. */
final class DefectReport {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private DefectReport() {}

  /** Writes the report to a directory, or else the temporary one. */
  static Optional<Path> write(Path directory, Throwable thrown, List<String> arguments) {
    StringWriter text = new StringWriter();
    PrintWriter writer = new PrintWriter(text);
    writer.println("merapi " + Version.current());
    writer.println(
        "java "
            + System.getProperty("java.vm.version")
            + " on "
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " "
            + System.getProperty("os.arch"));
    writer.println("processors " + Runtime.getRuntime().availableProcessors());
    writer.println("heap " + Runtime.getRuntime().maxMemory());
    writer.println("arguments " + arguments);
    writer.println();
    thrown.printStackTrace(writer);
    writer.flush();

    String name =
        "merapi-defect-"
            + STAMP.format(Instant.now())
            + "-"
            + ProcessHandle.current().pid()
            + ".txt";
    for (Path place : List.of(directory, Path.of(System.getProperty("java.io.tmpdir", "")))) {
      try {
        Path file = place.resolve(name);
        Files.writeString(file, text.toString());
        return Optional.of(file);
      } catch (IOException ignored) {
        // The next directory may take it.
      }
    }
    return Optional.empty();
  }
}
