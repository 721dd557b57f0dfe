package dev.merapi.stark.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StarkParametersTest {
  private static StarkParameters app() {
    return new StarkParameters(
        "app", "poseidon2", 1, 3, 22, 193, 16, 10, 16, List.of(6), 20, 3, 4, 4);
  }

  /** The folds of the published security vectors, and heights between. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "16;3,3,3,3;4",
        "20;3,3,3,3,3;5",
        "22;3,3,3,3,3,3;4",
        "17;3,3,3,3;5",
        "15;3,3,3,2;4",
        "14;3,3,3;5",
        "18;3,3,3,3,2;4",
        "7;3;4",
        "6;2;4",
        "5;'';5",
        "4;'';4"
      })
  void folds(int logHeight, String folds, int logFinal) {
    List<Integer> found = app().logFolds(logHeight);
    assertThat(String.join(",", found.stream().map(String::valueOf).toList())).isEqualTo(folds);
    assertThat(app().logFinalPolynomial(logHeight)).isEqualTo(logFinal);
  }

  @Test
  void valuesOutOfRangeAreNamed() {
    assertThatThrownBy(() ->
            new StarkParameters(
                "app", "poseidon2", 1, 4, 22, 193, 16, 10, 16, List.of(6), 20, 3, 4, 4))
        .hasMessage("maxDegree = 4 is outside [2, 3]");
    assertThatThrownBy(() ->
            new StarkParameters(
                "app", "poseidon2", 1, 3, 24, 193, 16, 10, 16, List.of(6), 20, 3, 4, 4))
        .hasMessageContaining("maxLogHeight = 24");
    assertThatThrownBy(() ->
            new StarkParameters(
                "app", "poseidon2", 1, 3, 22, 193, 16, 10, 16, List.of(6), 27, 3, 4, 4))
        .hasMessageContaining("grindQuery = 27");
  }
}
