package dev.merapi.stark.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Terms worked out on paper, with numbers chosen so that little is left to work out. The field has
 * |F| = (127·2^24 + 1)^4 elements: log2 |F| = 4·(24 + log2 127) = 4·30.988685 = 123.954739, called
 * F below.
 */
class SecurityByHandTest {
  private static final double F = 123.954739;

  private static SecurityInput input(
      Regime regime, int slack, int logBlowup, int logHeight, int queries, List<Integer> folds) {
    return new SecurityInput(
        regime,
        slack,
        Batching.POWERS,
        logBlowup,
        logHeight,
        1025, // columns: W − 1 = 2^10
        2048, // constraints: 2^11
        3,
        1L << 30, // interactions
        14, // message: width + 2 = 2^4
        queries,
        20,
        16,
        folds.stream().map(fold -> 6).toList(),
        folds,
        10,
        16,
        124);
  }

  private static void terms(SecurityInput input, Map<String, Double> expected) {
    Map<String, Double> bits = new HashMap<>();
    SecurityCalculator.report(input).terms().forEach(term -> bits.put(term.name(), term.bits()));
    assertThat(bits.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (name, value) -> assertThat(bits.get(name)).as(name).isCloseTo(value, within(1e-5)));
  }

  /**
   * ρ = 1/2, N = 2^22, so n = 2^23, γ = 1/4, γn = 2^21; L = 1. The ones beside large powers of two
   * are below the tolerance.
   */
  @Test
  void uniqueDecoding() {
    terms(
        input(Regime.UNIQUE_DECODING, 0, 1, 22, 193, List.of(8, 8)),
        Map.of(
            "logup", F - 30 - 4 + 16, // 2^30 interactions of 2^4
            "ali", F - 11,
            "deep", F - 24 + 10, // 3(N + 1) + N = 2^24 + 3
            "batch", F - 21 - 10 + 16, // (2^21 + 1)·2^10
            "fold1", F - 18.000006 - 2.807355 + 6, // 2^22/8 rows: γn + 1 = 2^18 + 1; times 8 − 1
            "fold2", F - 15.000044 - 2.807355 + 6, // 2^15 + 1
            "query", 193 * 0.4150375 + 20, // (3/4)^193, log2 4/3
            "hash", 124.0));
  }

  /**
   * ρ = 1/4 and m = 3: √ρ(1 + 1/2m) = 7/12 = a, γ = 5/12, m' = 7/2, L = (7/12 − 3/12)/(49/144 −
   * 36/144) = 48/13. N = 2^10, n = 2^12. ε = ((2·(7/2)^5 + 3·(7/2)·(5/12)/4)·n/(3/8) + 7)/|F| =
   * ((1050.4375 + 1.09375)·2^12·8/3 + 7)/|F| = 11485532.33/|F|, of 23.453314 bits.
   */
  @Test
  void johnson() {
    double list = 1.884523; // log2 48/13
    terms(
        input(Regime.JOHNSON, 3, 2, 10, 100, List.of(8)),
        Map.of(
            "logup", F - list - 34 + 16,
            "ali", F - list - 11,
            "deep", F - list - 12.001056 + 10, // 3(N + 1) + N = 4099
            "batch", F - 23.453314 - 10 + 16,
            "fold1", F - 20.453321 - 2.807355 + 6, // n/8: 1435697.67
            "query", 100 * 0.7776076 + 20, // log2 12/7 = 0.7776076
            "hash", 124.0));
  }

  /** As above, with ε = (8·2^12·(7/2)³·4/3 + 7)/|F| = 1873244.33/|F|, of 20.837108 bits. */
  @Test
  void johnsonOfTheDraft() {
    double bits =
        SecurityCalculator.report(input(Regime.JOHNSON_DRAFT, 3, 2, 10, 100, List.of()))
            .terms()
            .stream()
            .filter(term -> term.name().equals("batch"))
            .findFirst()
            .orElseThrow()
            .bits();
    assertThat(bits).isCloseTo(F - 20.837108 - 10 + 16, within(1e-5));
  }

  /** ρ = 1/2, largest domain 2^23: γ = 1/2 − 1/23 = 21/46, a query errs with 25/46. */
  @Test
  void heuristic() {
    SecurityReport report =
        SecurityCalculator.report(input(Regime.HEURISTIC, 23, 1, 22, 96, List.of()));
    assertThat(report.listSize()).isEqualTo(1);
    SecurityTerm query = report.terms().get(report.terms().size() - 2);
    assertThat(query.name()).isEqualTo("query");
    assertThat(query.bits()).isCloseTo(96 * 0.879706 + 20, within(1e-4)); // log2 46/25
  }

  /** The weakest term counts, and the sum of all errors is not much more than it. */
  @Test
  void weakestTermAndSum() {
    SecurityReport report =
        SecurityCalculator.report(input(Regime.UNIQUE_DECODING, 0, 1, 22, 193, List.of(8, 8)));
    double sum = report.terms().stream().mapToDouble(term -> Math.pow(2, -term.bits())).sum();
    assertThat(report.min()).isCloseTo(100.102237, within(1e-5));
    assertThat(report.sum()).isCloseTo(-Math.log(sum) / Math.log(2), within(1e-9));
  }
}
