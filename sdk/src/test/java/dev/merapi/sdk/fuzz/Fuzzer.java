package dev.merapi.sdk.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What {@code tools/fuzz} hands to Jazzer; the system property {@code merapi.fuzz} names the {@link
 * FuzzTarget}.
 */
public final class Fuzzer {
  private static final FuzzTarget TARGET = FuzzTarget.valueOf(System.getProperty("merapi.fuzz"));

  private Fuzzer() {}

  /** One input. */
  public static void fuzzerTestOneInput(byte[] data) {
    TARGET.accept(data);
  }

  /** Writes the seeds of the target into a directory. */
  public static void main(String[] args) throws IOException {
    Path directory = Files.createDirectories(Path.of(args[0]));
    List<byte[]> seeds = TARGET.seeds();
    for (int i = 0; i < seeds.size(); i++) {
      Files.write(directory.resolve("seed-" + i), seeds.get(i));
    }
  }
}
