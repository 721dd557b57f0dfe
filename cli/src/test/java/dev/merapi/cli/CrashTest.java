package dev.merapi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes killed in the middle of a proof, which others finish. */
@Tag("long")
final class CrashTest {

  private static final int KILLS = 3;
  private static final long SEED = 20261123;
  private static final Path ROOT = Path.of(System.getProperty("merapi.root", ".."));
  private static final Path GUEST = ROOT.resolve("benchmarks/guests/elf/fibonacci.elf");

  /** 16,000 iterations: some four segments of 2^16 rows. */
  private static final String INPUT = "0x01803e000000000000";

  @TempDir Path directory;

  @Test
  void theProofIsThatOfAnUndisturbedRun() throws Exception {
    Path undisturbed = directory.resolve("undisturbed.proof");
    long start = System.nanoTime();
    assertThat(prove(undisturbed, "--quiet").waitFor()).isZero();
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);

    Path work = directory.resolve("work");
    Path resumed = directory.resolve("resumed.proof");
    SplittableRandom random = new SplittableRandom(SEED);
    for (int kill = 0; kill < KILLS; kill++) {
      Process process = prove(resumed, "--quiet", "--work-dir", work.toString());
      if (!process.waitFor(random.nextLong(millis / 4, millis), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
      if (Files.exists(resumed)) { // it was done, whether or not it had ended: never a part of it
        assertThat(Files.mismatch(undisturbed, resumed)).isEqualTo(-1);
        Files.delete(resumed);
      }
    }
    assertThat(prove(resumed, "--quiet", "--work-dir", work.toString()).waitFor()).isZero();
    assertThat(Files.mismatch(undisturbed, resumed)).isEqualTo(-1);
  }

  private Process prove(Path out, String... more) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.add("--add-modules=jdk.incubator.vector");
    command.addAll(List.of("-Xmx2g", "-cp", System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    command.addAll(List.of("prove", "app", GUEST.toString(), "--input", INPUT));
    command.addAll(List.of("--out", out.toString(), "--segment-max-log-height", "16"));
    command.addAll(List.of(more));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(new File(directory.toFile(), "output"))
        .start();
  }
}
