package dev.merapi.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.merapi.sdk.SecurityTable.Term;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of every preset for the real machine at its tallest. */
class SecurityTableTest {

  @ParameterizedTest
  @EnumSource
  void everyPresetReachesItsBits(Security preset) {
    SecurityTable table = SecurityTable.of(preset, MachineConfig.rv32im());
    assertThat(table.min()).isGreaterThanOrEqualTo(100);
    assertThat(table.sum()).isGreaterThanOrEqualTo(100).isLessThanOrEqualTo(table.min());
    assertThat(table.logHeight()).isEqualTo(22);
    assertThat(table.proven()).isEqualTo(preset == Security.PROVEN_100);
    assertThat(table.terms())
        .extracting(Term::name)
        .containsExactly(
            "logup", "ali", "deep", "batch", "fold1", "fold2", "fold3", "fold4", "fold5", "fold6",
            "query", "hash");
  }

  @Test
  void theQueriesAreTheWeakestTermOfTheProvenPreset() {
    SecurityTable table = SecurityTable.of(Security.PROVEN_100, MachineConfig.rv32im());
    Term query =
        table.terms().stream()
            .filter(term -> term.name().equals("query"))
            .findFirst()
            .orElseThrow();
    assertThat(query.bits()).isEqualTo(table.min()).isCloseTo(100.1022, within(1e-4));
    assertThat(query.grindBits()).isEqualTo(20);
  }
}
