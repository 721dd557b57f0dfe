package dev.merapi.stark.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.merapi.stark.air.Air;
import dev.merapi.stark.air.AirBuilder;
import dev.merapi.stark.air.AirCompiler;
import dev.merapi.stark.air.Columns;
import dev.merapi.stark.air.CompiledAir;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** The heights a proof may have; everything else of its shape follows from them. */
final class ProofShapeTest {
  private static final StarkParameters PARAMETERS =
      new StarkParameters("test", "poseidon2", 1, 3, 12, 3, 0, 0, 0, List.of(0), 0, 3, 4, 4);

  private static CompiledAir air(String name, boolean committed, OptionalInt fixed) {
    Columns columns = new Columns();
    columns.main("main");
    if (committed) {
      columns.committed("committed");
    }
    return AirCompiler.compile(
        new Air() {
          @Override
          public String name() {
            return name;
          }

          @Override
          public Columns columns() {
            return columns;
          }

          @Override
          public void define(AirBuilder builder) {}

          @Override
          public OptionalInt fixedLogHeight() {
            return fixed;
          }
        },
        3);
  }

  private static final VerifyingKey KEY =
      new VerifyingKey(
          PARAMETERS,
          List.of(
              air("fixed", false, OptionalInt.of(3)),
              air("committed", true, OptionalInt.empty()),
              air("free", false, OptionalInt.empty())),
          0);

  @Test
  void heightsOfTheKeyAreAllowed() throws ProofFormatException {
    assertThat(ProofShape.of(KEY, new int[] {3, 4, 1}).logHeight()).isEqualTo(4);
    assertThat(ProofShape.of(KEY, new int[] {3, 12, 12}).logHeight()).isEqualTo(12);
  }

  @Test
  void allOthersAreNot() {
    refused("must be 2^3", 4, 4, 4);
    refused("must be 2^3", 2, 4, 4);
    refused("outside [2^4, 2^12]", 3, 3, 4);
    refused("outside [2^1, 2^12]", 3, 4, 0);
    refused("outside [2^1, 2^12]", 3, 4, 13);
    refused("outside [2^1, 2^12]", 3, 4, -1);
    refused("heights", 3, 4);
    refused("heights", 3, 4, 4, 4);
  }

  private static void refused(String why, int... logHeights) {
    assertThatExceptionOfType(ProofFormatException.class)
        .isThrownBy(() -> ProofShape.of(KEY, logHeights))
        .withMessageContaining(why);
  }

  @Test
  void aCodewordIsNoShorterThanTheFinalPolynomial() {
    VerifyingKey key =
        new VerifyingKey(PARAMETERS, List.of(air("free", false, OptionalInt.empty())), 0);
    assertThatExceptionOfType(ProofFormatException.class)
        .isThrownBy(() -> ProofShape.of(key, new int[] {3}))
        .withMessageContaining("below 2^4");
  }

  @Test
  void aKeyWithoutAnyHeightIsNone() {
    List<CompiledAir> airs = List.of(air("fixed", false, OptionalInt.of(3)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new VerifyingKey(PARAMETERS, airs, 0))
        .withMessageContaining("2^4 rows");
  }
}
