package dev.merapi.stark.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import jdk.incubator.vector.IntVector;

/**
 * Which vector forms suit this machine. Loaded only where the module jdk.incubator.vector is
 * present.
 */
final class Choice {
  /**
   * Whether 64-bit lane multiplies beat masked 32 x 32 ones: true on AMD (measured 8 to 18 % on Zen
   * 4), false on Intel, where they are several micro-operations.
   */
  static final boolean WIDE_MULTIPLY = isAmd();

  private Choice() {}

  /** Bits of a vector: forced by {@code vector-256} and its like, else what the machine prefers. */
  static int laneBits() {
    String forced = System.getProperty(Kernels.PROPERTY, "");
    if (forced.startsWith(Kernels.VECTOR + "-")) {
      String bits = forced.substring(Kernels.VECTOR.length() + 1);
      return switch (bits) {
        case "512", "256", "128" -> Integer.parseInt(bits);
        default ->
            throw new IllegalArgumentException(
                Kernels.PROPERTY + "=" + forced + ": expected vector-512, -256 or -128");
      };
    }
    return Math.min(512, IntVector.SPECIES_PREFERRED.vectorBitSize());
  }

  private static boolean isAmd() {
    String forced = System.getProperty(Kernels.PROPERTY + ".wide", "");
    if (!forced.isEmpty()) {
      return Boolean.parseBoolean(forced);
    }
    if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux")) {
      return false;
    }
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines.limit(5).anyMatch(line -> line.contains("AuthenticAMD"));
    } catch (IOException | RuntimeException e) {
      return false; // a matter of speed only
    }
  }
}
