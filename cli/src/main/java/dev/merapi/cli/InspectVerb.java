package dev.merapi.cli;

import dev.merapi.sdk.Inspection;
import dev.merapi.sdk.error.InvalidInputException;
import dev.merapi.sdk.error.InvalidProgramException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code merapi inspect}: tells what a file holds. */
@Command(
    name = "inspect",
    header = "Tells what an ELF file, a proof or a key holds.",
    footer = {"", "Example:", "  merapi inspect fibonacci.proof"})
final class InspectVerb extends Verb {

  @Parameters(paramLabel = "FILE", description = "The file.")
  Path file = Path.of("");

  InspectVerb(Shell shell) {
    super(shell);
  }

  @Override
  void perform(Report report) {
    Inspection inspection;
    try {
      inspection =
          Files.isRegularFile(file) ? Inspection.load(file) : Inspection.of(InputFile.read(file));
    } catch (IOException e) {
      throw FileException.of("read", file, e);
    } catch (InvalidInputException e) {
      throw new InvalidInputException(e.subject(), file + ": " + e.getMessage(), e);
    } catch (InvalidProgramException e) {
      throw new InvalidProgramException(file + ": " + e.getMessage(), e);
    }
    String kind = inspection.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
    report.add("kind", "kind", kind);
    report.bytes("fileBytes", "size", size(file));
    report.put("facts", inspection.facts());
    inspection.facts().forEach((name, value) -> report.line(name, value));
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw FileException.of("read", file, e);
    }
  }
}
