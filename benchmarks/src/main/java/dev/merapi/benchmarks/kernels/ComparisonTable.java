package dev.merapi.benchmarks.kernels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The table of the comparison, and its place in a document. */
final class ComparisonTable {
  static final String HEADER =
      """
      | kernel | ns per | Java | scalar twin | C | speed of C reached | |
      | --- | --- | --- | --- | --- | --- | --- |\
      """;

  static final String BEGIN = "<!-- kernels: written by benchmarks/native/compare -->";
  static final String END = "<!-- end of kernels -->";

  private ComparisonTable() {}

  /**
   * One kernel.
   *
   * @param java median over JVMs, ns a unit
   * @param scalar the scalar twin in Java
   * @param c the twin in C; not a number where there is none
   * @param remark on the starts
   */
  record Row(String name, String unit, double java, double scalar, double c, String remark) {
    String line() {
      boolean twin = !Double.isNaN(c);
      return String.format(
          "| %s | %s | %s | %s | %s | %s | %s |",
          name,
          unit,
          figure(java),
          figure(scalar),
          twin ? figure(c) : "",
          twin ? String.format(Locale.ROOT, "%.2f", c / java) : "",
          remark);
    }

    private static String figure(double value) {
      int digits = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
      return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
  }

  /** The machine in one line. */
  static String environment(String kernels, String compiler) throws IOException {
    Path cpus = Path.of("/proc/cpuinfo");
    List<String> lines = Files.isReadable(cpus) ? Files.readAllLines(cpus) : List.of();
    String model = "family " + field(lines, "cpu family") + ", model " + field(lines, "model");
    return String.format(
        "%s · %d x %s (%s) · Java %s, kernels %s · %s",
        LocalDate.now(ZoneOffset.UTC),
        Runtime.getRuntime().availableProcessors(),
        field(lines, "model name"),
        model,
        Runtime.version(),
        kernels,
        compiler);
  }

  private static String field(List<String> lines, String name) {
    return lines.stream()
        .filter(line -> line.split(":", 2)[0].trim().equals(name))
        .map(line -> line.split(":", 2)[1].trim())
        .findFirst()
        .orElse("unknown");
  }

  /**
   * Replaces the rows of a document's table that were measured, and the line on the machine.
   *
   * @throws IOException if the document has no place for it
   */
  static void update(Path document, String environment, List<Row> rows) throws IOException {
    String text = Files.readString(document);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IOException(document + " has no lines " + BEGIN + " and " + END);
    }
    begin += BEGIN.length();
    Map<String, String> lines = new LinkedHashMap<>();
    KernelCases.all().forEach(c -> lines.put(c.name(), ""));
    text.substring(begin, end)
        .lines()
        .filter(line -> line.startsWith("| "))
        .forEach(line -> lines.replace(line.split("\\|")[1].trim(), line));
    rows.forEach(row -> lines.replace(row.name(), row.line()));
    List<String> table = new ArrayList<>(List.of("", environment, "", HEADER));
    lines.values().stream().filter(line -> !line.isEmpty()).forEach(table::add);
    table.add("");
    String middle = String.join(System.lineSeparator(), table);
    Files.writeString(document, text.substring(0, begin) + middle + text.substring(end));
  }
}
