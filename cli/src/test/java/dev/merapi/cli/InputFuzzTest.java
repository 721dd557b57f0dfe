package dev.merapi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The target of {@link InputFuzz} on texts that mean harm, and on damaged ones. */
final class InputFuzzTest {
  private static final List<String> TEXTS =
      List.of(
          "",
          "0x01",
          "0x0100ff",
          "0x01" + "ab".repeat(100_000),
          "{\"input\": [\"0x01aa\", \"0x01\"]}",
          "{\"input\": [" + "\"0x01\",".repeat(20_000) + "\"0x01\"]}",
          "[".repeat(100_000),
          "{\"input\":".repeat(50_000),
          "{\"input\": [\"0x01" + "0".repeat(1_000_000) + "\"]}",
          "{\"" + "a".repeat(100_000) + "\": 1, \"input\": []}",
          "{\"input\": [1e999999999]}",
          "{\"input\": [" + "9".repeat(100_000) + "]}",
          "\ufeff{\"input\": []}",
          "{\"input\": [\"\\u0030x01\\ud800\"]}");

  @Test
  void harmfulTexts() throws IOException {
    for (String text : TEXTS) {
      InputFuzz.fuzzerTestOneInput(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void damagedTexts() throws IOException {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 1000; i++) {
      byte[] text = TEXTS.get(random.nextInt(TEXTS.size())).getBytes(StandardCharsets.UTF_8);
      byte[] bytes = Arrays.copyOf(text, Math.min(text.length, random.nextInt(1, 200)));
      for (int edits = random.nextInt(1, 6); edits > 0 && bytes.length > 0; edits--) {
        bytes[random.nextInt(bytes.length)] =
            (byte) "\0\n\"\\[]{},:0x1aé\u007f".charAt(random.nextInt(16));
      }
      try {
        InputFuzz.fuzzerTestOneInput(bytes);
      } catch (RuntimeException | Error e) {
        throw new AssertionError("seed %d, text %d".formatted(seed, i), e);
      }
    }
    assertThat(seed).isNotZero();
  }
}
