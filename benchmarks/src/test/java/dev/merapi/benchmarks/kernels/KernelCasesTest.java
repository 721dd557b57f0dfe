package dev.merapi.benchmarks.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.merapi.stark.kernel.Kernels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.annotations.Param;

/** The cases, and the table made of them. Nothing here is timed. */
final class KernelCasesTest {
  private static final Path NATIVE = Path.of("native");

  /** The small ones; the others differ in size only. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "permutation-16",
        "permutation-24",
        "grinding",
        "blake3-grinding",
        "ntt-inverse-16",
        "ntt-forward-16",
        "multiply-add",
        "inversion",
        "openings",
        "deep",
        "fold",
        "deep-quotient",
        "extension-inversion"
      })
  void bothTwinsComeToTheSame(String name) {
    assertThat(checksum(name, Kernels.best())).isEqualTo(checksum(name, Kernels.scalar()));
  }

  /** As the C program prints them; a kernel or an input that changes changes them. */
  @Test
  void checksumsAreThoseOfC() {
    assertThat(checksum("permutation-16", Kernels.best())).isEqualTo(0xaaf115d8);
    assertThat(checksum("permutation-24", Kernels.best())).isEqualTo(0x8f2d247d);
    assertThat(checksum("ntt-forward-16", Kernels.best())).isEqualTo(0x6c9bc6d2);
    assertThat(checksum("inversion", Kernels.best())).isEqualTo(0x2b8fca84);
    assertThat(checksum("openings", Kernels.best())).isEqualTo(0xdfc918ec);
    assertThat(checksum("deep", Kernels.best())).isEqualTo(0xae1e95d9);
    assertThat(checksum("fold", Kernels.best())).isEqualTo(0x8665cdf9);
  }

  private static int checksum(String name, Kernels kernels) {
    KernelCase.Work work = KernelCases.of(name).prepare().apply(kernels);
    work.run().run();
    return work.checksum().getAsInt();
  }

  @Test
  void theBenchmarkKnowsEveryCase() throws Exception {
    Param names = KernelBenchmark.class.getField("kernel").getAnnotation(Param.class);
    assertThat(names.value()).containsExactlyElementsOf(all());
    assertThatThrownBy(() -> KernelCases.of("ntt")).hasMessage("no kernel ntt");
  }

  @Test
  void theNativeProgramHasTheCasesThatSaySo() throws IOException {
    StringBuilder sources = new StringBuilder();
    try (var files = Files.newDirectoryStream(NATIVE, "*.c")) {
      for (Path file : files) {
        sources.append(Files.readString(file));
      }
    }
    for (KernelCase c : KernelCases.all()) {
      assertThat(sources.indexOf("{\"" + c.name() + "\", ") >= 0).as(c.name()).isEqualTo(c.twin());
    }
  }

  @Test
  void onlyWhatWasMeasuredChangesInTheTable(@TempDir Path directory) throws IOException {
    Path document = directory.resolve("table.md");
    String before = "Above\n" + ComparisonTable.BEGIN + "\n" + ComparisonTable.END + "\nBelow\n";
    Files.writeString(document, before);
    ComparisonTable.update(document, "one", List.of(row("fold", 2), row("leaves", 20)));
    ComparisonTable.update(document, "two", List.of(row("leaves", 40)));
    List<String> lines = Files.readAllLines(document);
    assertThat(lines).startsWith("Above", ComparisonTable.BEGIN, "two");
    assertThat(lines).endsWith(ComparisonTable.END, "Below");
    assertThat(lines)
        .containsSubsequence(
            "| leaves | cell | 40.0 | 123 | 20.0 | 0.50 |  |",
            "| fold | cell | 2.00 | 123 | 1.00 | 0.50 |  |");
    assertThat(lines).doesNotContain("one");

    Path other = Files.writeString(directory.resolve("other.md"), "nothing");
    assertThatThrownBy(() -> ComparisonTable.update(other, "", List.of()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("has no lines");
  }

  private static ComparisonTable.Row row(String name, double java) {
    return new ComparisonTable.Row(name, "cell", java, 123, java / 2, "");
  }

  private static List<String> all() {
    return KernelCases.all().stream().map(KernelCase::name).toList();
  }
}
