package dev.merapi.stark.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.merapi.stark.field.KoalaBear;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class Poseidon2Test {
  @Test
  void reproducesThePublishedKnownAnswers() {
    int[] state16 = knownAnswer(16, "input");
    Poseidon2.permute16(state16);
    assertThat(state16).isEqualTo(knownAnswer(16, "output"));
    int[] state24 = knownAnswer(24, "input");
    Poseidon2.permute24(state24);
    assertThat(state24).isEqualTo(knownAnswer(24, "output"));
  }

  @Test
  void permutesStatesAtTheEndsOfTheFieldAsDefined() {
    SplittableRandom random = new SplittableRandom(11);
    int[] ends = {0, 1, KoalaBear.P / 2, KoalaBear.P / 2 + 1, KoalaBear.P - 2, KoalaBear.P - 1};
    for (int trial = 0; trial < 400; trial++) {
      for (int width : new int[] {16, 24}) {
        int[] state = new int[width];
        int fixed = trial < ends.length ? ends[trial] : -1;
        Arrays.setAll(
            state,
            i ->
                fixed >= 0
                    ? fixed
                    : random.nextBoolean()
                        ? ends[random.nextInt(ends.length)]
                        : random.nextInt(KoalaBear.P));
        int[] expected = SlowPoseidon2.permute(state);
        if (width == 16) {
          Poseidon2.permute16(state);
        } else {
          Poseidon2.permute24(state);
        }
        assertThat(state).as("width %s, trial %s", width, trial).isEqualTo(expected);
      }
    }
  }

  @Test
  void compressionIsTheTruncatedPermutation() {
    int[] state = knownAnswer(16, "input");
    int[] digest = Poseidon2.compress(Arrays.copyOf(state, 8), Arrays.copyOfRange(state, 8, 16));
    assertThat(digest).isEqualTo(Arrays.copyOf(knownAnswer(16, "output"), 8));
  }

  @Test
  void hasTheFullNumberOfInternalRounds() {
    assertThat(Poseidon2Parameters.WIDTH_16.internalRounds()).isEqualTo(20);
    assertThat(Poseidon2Parameters.WIDTH_24.internalRounds()).isEqualTo(23);
  }

  @Test
  void shortRowsUseWidth16AndLongRowsWidth24() {
    SplittableRandom random = new SplittableRandom(7);
    int[] row = random.ints(40, 0, KoalaBear.P).toArray();
    HashSuite suite = HashSuite.poseidon2();

    int[] state16 = new int[16];
    System.arraycopy(row, 0, state16, 3, 5);
    Poseidon2.permute16(state16);
    assertThat(suite.hashRow(row, 0, 5)).isEqualTo(Arrays.copyOf(state16, 8));

    int[] state24 = new int[24];
    System.arraycopy(row, 1, state24, 13, 3);
    Poseidon2.permute24(state24);
    System.arraycopy(row, 4, state24, 0, 16);
    Poseidon2.permute24(state24);
    assertThat(suite.hashRow(row, 1, 19)).isEqualTo(Arrays.copyOf(state24, 8));
  }

  @Test
  void refusesEmptyRowsAndStatesOfAnotherWidth() {
    assertThatThrownBy(() -> HashSuite.poseidon2().hashRow())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Poseidon2.permute16(new int[24]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static int[] knownAnswer(int width, String kind) {
    String name = "poseidon2-koalabear-known-answers.txt";
    try (InputStream in =
        Objects.requireNonNull(Poseidon2Test.class.getResourceAsStream(name), name)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      String line =
          text.lines()
              .filter(l -> l.startsWith(width + " " + kind + " "))
              .findFirst()
              .orElseThrow();
      return Arrays.stream(line.split(" "))
          .skip(2)
          .mapToInt(s -> KoalaBear.fromCanonical(Long.parseLong(s)))
          .toArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
