package dev.merapi.stark.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.merapi.stark.hash.HashSuite;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The published terms, to the four decimals they are given with. */
class SecurityVectorsTest {

  private static final Offset<Double> FOUR_DECIMALS = within(0.5001e-4);

  @Test
  void fieldSize() throws IOException {
    assertThat(SecurityCalculator.LOG2_FIELD)
        .isCloseTo(vectors().get("log2F").asDouble(), within(0.5e-6));
  }

  @TestFactory
  List<DynamicTest> everyTerm() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode vector : vectors().get("presets")) {
      JsonNode in = vector.get("in");
      String name =
          in.get("regime").asText()
              + " 2^"
              + in.get("logN").asInt()
              + " x "
              + in.get("openedColumns");
      tests.add(DynamicTest.dynamicTest(name, () -> check(vector)));
    }
    assertThat(tests).hasSize(13);
    return tests;
  }

  private static void check(JsonNode vector) {
    SecurityReport report = SecurityCalculator.report(input(vector.get("in")));
    JsonNode terms = vector.get("terms");
    assertThat(report.terms()).hasSize(terms.size());
    for (SecurityTerm term : report.terms()) {
      assertThat(term.bits())
          .as(term.name())
          .isCloseTo(terms.get(term.name()).asDouble(), FOUR_DECIMALS);
    }
    assertThat(report.listSize()).isCloseTo(vector.get("listSize").asDouble(), FOUR_DECIMALS);
    assertThat(report.min()).isCloseTo(vector.get("min").asDouble(), FOUR_DECIMALS);
    assertThat(report.sum()).isCloseTo(vector.get("sum").asDouble(), FOUR_DECIMALS);
  }

  private static SecurityInput input(JsonNode in) {
    boolean unique = in.get("regime").asText().equals("UDR");
    double rate = in.get("rho").asDouble();
    return new SecurityInput(
        unique ? Regime.UNIQUE_DECODING : Regime.JOHNSON,
        unique ? 0 : in.get("m").asInt(),
        Batching.POWERS,
        (int) Math.round(-SecurityCalculator.log2(rate)),
        in.get("logN").asInt(),
        in.get("openedColumns").asLong(),
        in.get("constraints").asLong(),
        in.get("maxDegree").asInt(),
        in.get("interactions").asLong(),
        in.get("messageWidth").asInt(),
        in.get("queries").asInt(),
        in.get("grindQuery").asInt(),
        in.get("grindBatch").asInt(),
        ints(in.get("grindFold")),
        ints(in.get("folds")),
        in.get("grindDeep").asInt(),
        in.get("grindLogUp").asInt(),
        HashSuite.poseidon2().collisionBits());
  }

  private static List<Integer> ints(JsonNode array) {
    List<Integer> list = new ArrayList<>();
    array.forEach(value -> list.add(value.asInt()));
    return list;
  }

  private static JsonNode vectors() throws IOException {
    try (InputStream in = SecurityVectorsTest.class.getResourceAsStream("security-vectors.json")) {
      return new ObjectMapper().readTree(Objects.requireNonNull(in));
    }
  }
}
