package dev.merapi.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.merapi.sdk.codec.VerifyingKeyData;
import dev.merapi.sdk.error.InvalidInputException;
import dev.merapi.sdk.error.InvalidInputException.Subject;
import dev.merapi.sdk.verify.VerifyingKey;
import dev.merapi.stark.air.Air;
import dev.merapi.stark.air.AirBuilder;
import dev.merapi.stark.air.AirCompiler;
import dev.merapi.stark.air.Columns;
import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.proof.StarkParameters;
import dev.merapi.stark.security.SecurityPreset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Keys that call themselves by a preset and are not as good. */
class WeakKeyTest {
  private static final StarkParameters PRESET = SecurityPreset.PROVEN_100.parameters();
  private static final int WIDTH = 1 << 14;

  @Test
  void aKeyUnderAPresetIsReadWithAnySuite() {
    for (Security preset : Security.values()) {
      for (Hash hash : Hash.values()) {
        VerifyingKey key = VerifyingKey.read(key(preset.preset().parameters(hash.suite()), 1));
        assertThat(key.preset()).isEqualTo(preset.label());
        assertThat(key.hash()).isEqualTo(hash.label());
        assertThat(key.securityBits()).isGreaterThan(100);
      }
    }
  }

  @Test
  void aPresetIsMoreThanItsName() {
    for (StarkParameters weak :
        List.of(with(PRESET.queries() - 1, 20, 10), with(193, 19, 10), with(193, 20, 0))) {
      assertThat(weak.name()).isEqualTo(PRESET.name());
      for (Hash hash : Hash.values()) {
        refused(key(weak.withSuite(hash.label()), 1), "preset");
      }
    }
    assertThat(with(193, 20, 10)).isEqualTo(PRESET);
  }

  /** So many columns that combining them errs more often than the preset says. */
  @Test
  void tablesThatAreTooManyAreRefused() {
    refused(key(PRESET, 40), "bits of security under proven-100");
  }

  private static void refused(byte[] key, String why) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> VerifyingKey.read(key))
        .withMessageContaining(why)
        .satisfies(e -> assertThat(e.subject()).isEqualTo(Subject.KEY));
  }

  private static StarkParameters with(int queries, int grindQuery, int grindDeep) {
    return new StarkParameters(
        PRESET.name(),
        PRESET.suite(),
        PRESET.logBlowup(),
        PRESET.maxDegree(),
        PRESET.maxLogHeight(),
        queries,
        PRESET.grindLogUp(),
        grindDeep,
        PRESET.grindBatch(),
        PRESET.grindFold(),
        grindQuery,
        PRESET.logFold(),
        PRESET.logFinal(),
        PRESET.logCap());
  }

  private static byte[] key(StarkParameters parameters, int tables) {
    List<CompiledAir> airs = IntStream.range(0, tables).mapToObj(WeakKeyTest::air).toList();
    return new VerifyingKeyData(32, new dev.merapi.stark.proof.VerifyingKey(parameters, airs, 20))
        .toBytes();
  }

  private static CompiledAir air(int index) {
    Columns columns = new Columns();
    columns.main("wide", WIDTH);
    return AirCompiler.compile(
        new Air() {
          @Override
          public String name() {
            return "air " + index;
          }

          @Override
          public Columns columns() {
            return columns;
          }

          @Override
          public void define(AirBuilder builder) {}
        },
        PRESET.maxDegree());
  }
}
