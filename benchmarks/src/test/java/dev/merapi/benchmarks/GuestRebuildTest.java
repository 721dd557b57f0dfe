package dev.merapi.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The committed guests are what their sources give, where the compiler they were built with is. */
@Tag("long")
final class GuestRebuildTest {
  @TempDir Path directory;

  @Test
  void committedExecutablesAreWhatTheirSourcesGive() throws Exception {
    for (String tool : new String[] {"sh", "make", "clang", "ld.lld"}) {
      assumeTrue(installed(tool), tool + " is not installed: the guests were not rebuilt");
    }
    Path output = directory.resolve("output");
    Process process =
        new ProcessBuilder(
                "sh",
                Path.of(System.getProperty("merapi.root", ".."), "benchmarks/guests/check.sh")
                    .toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
    String said = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as(said).isZero();
    assumeTrue(!said.contains("nothing was compared"), said);
    assertThat(said).contains("are what their sources give");
  }

  private static boolean installed(String tool) {
    String path = System.getenv("PATH");
    return path != null
        && Stream.of(path.split(File.pathSeparator))
            .anyMatch(entry -> Files.isExecutable(Path.of(entry, tool)));
  }
}
