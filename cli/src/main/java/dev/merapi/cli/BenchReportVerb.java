package dev.merapi.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.merapi.bench.report.BencherFormat;
import dev.merapi.bench.report.Comparison;
import dev.merapi.bench.report.JsonReport;
import dev.merapi.bench.report.MarkdownReport;
import dev.merapi.bench.report.MetricsDocument;
import dev.merapi.bench.report.MetricsFormatException;
import dev.merapi.bench.report.Run;
import dev.merapi.bench.report.page.ReportPage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code merapi bench report}: tables and a page from a metrics file. */
@Command(
    name = "report",
    header = "Reports what a metrics file holds: tables in Markdown, a page, Bencher's format.",
    description = {
      "Sums up the metrics of each group, and of each proof and chip in it. Total and Parallel",
      "leave key generation out. The page needs nothing but itself."
    },
    footer = {
      "",
      "Example:",
      "  merapi bench report new.json --prev old.json --html report.html > report.md"
    })
final class BenchReportVerb extends Verb {

  @Parameters(paramLabel = "METRICS", description = "A file written by --metrics-json.")
  Path file = Path.of("");

  @Option(
      names = "--prev",
      paramLabel = "FILE",
      description = "The metrics of the previous run, to tell differences.")
  @Nullable Path previous;

  @Option(names = "--html", paramLabel = "FILE", description = "Write the report as a page.")
  @Nullable Path html;

  @Option(
      names = "--output-json",
      paramLabel = "FILE",
      description = "Write the sums in Bencher Metric Format.")
  @Nullable Path bencher;

  @Option(names = "--force", description = "Replace files that are there.")
  boolean force;

  BenchReportVerb(Shell shell) {
    super(shell);
  }

  @Override
  void perform(Report report) {
    if (html != null && bencher != null && same(html, bencher)) {
      throw new UsageException("--html and --output-json are both " + html);
    }
    OutputFile page = html == null ? null : OutputFile.at(html, force);
    OutputFile sums = bencher == null ? null : OutputFile.at(bencher, force);
    Comparison comparison = new Comparison(read(file), previous == null ? null : read(previous));
    if (page != null) {
      page.write(utf8(ReportPage.of(comparison, file.toString())));
    }
    if (sums != null) {
      sums.write(utf8(bencher(comparison.current()) + "\n"));
    }
    MarkdownReport.of(comparison).lines().forEach(report::text);
    JsonReport.of(comparison).forEach(report::put);
  }

  private static boolean same(Path one, Path other) {
    return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
  }

  private static Run read(Path file) {
    try {
      return Run.of(MetricsDocument.parse(file.toString(), InputFile.read(file)));
    } catch (MetricsFormatException e) {
      throw new FileException(e.getMessage());
    }
  }

  private static String bencher(Run run) {
    try {
      return JsonMapper.builder()
          .build()
          .writerWithDefaultPrettyPrinter()
          .writeValueAsString(BencherFormat.of(run));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report that is no JSON", e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
