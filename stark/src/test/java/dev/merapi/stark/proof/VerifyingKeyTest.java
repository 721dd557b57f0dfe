package dev.merapi.stark.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.merapi.stark.air.Air;
import dev.merapi.stark.air.AirBuilder;
import dev.merapi.stark.air.AirCompiler;
import dev.merapi.stark.air.Bus;
import dev.merapi.stark.air.Column;
import dev.merapi.stark.air.Columns;
import dev.merapi.stark.air.CompiledAir;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What AIRs, parameters and public values must be to one another. */
final class VerifyingKeyTest {
  private static final StarkParameters PARAMETERS = InsecureTestParameters.small();
  private static final Bus BUS = new Bus("bus", 1, Bus.Kind.LOOKUP, 1);

  /** An AIR of one main and perhaps one committed column. */
  private record Table(String name, Columns columns, Column main, OptionalInt fixed, Body body)
      implements Air {
    static Table of(String name, boolean committed, OptionalInt fixed, Body body) {
      Columns columns = new Columns();
      Column main = columns.main("main");
      if (committed) {
        columns.committed("committed");
      }
      return new Table(name, columns, main, fixed, body);
    }

    static Table of(String name, Body body) {
      return of(name, false, OptionalInt.empty(), body);
    }

    @Override
    public OptionalInt fixedLogHeight() {
      return fixed;
    }

    @Override
    public void define(AirBuilder builder) {
      body.define(builder, main);
    }
  }

  private interface Body {
    void define(AirBuilder builder, Column main);
  }

  private static final Body NOTHING = (builder, main) -> {};

  private static CompiledAir compile(Table table) {
    return AirCompiler.compile(table, PARAMETERS.maxDegree());
  }

  private static void refused(String why, CompiledAir... airs) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new VerifyingKey(PARAMETERS, List.of(airs), 2))
        .withMessageContaining(why);
  }

  @Test
  void aBusIsTheSameForAllTables() {
    CompiledAir looks = compile(Table.of("looks", (b, x) -> b.lookup(BUS, x, x)));
    assertThat(new VerifyingKey(PARAMETERS, List.of(looks, looks), 2).buses().buses())
        .containsExactly(BUS);
    Bus wide = new Bus("bus", 1, Bus.Kind.LOOKUP, 2);
    Bus balanced = new Bus("bus", 1, Bus.Kind.PERMUTATION, 1);
    refused("has the id of", looks, compile(Table.of("wide", (b, x) -> b.lookup(wide, x, x, x))));
    refused("has the id of", looks, compile(Table.of("sends", (b, x) -> b.send(balanced, x, x))));
  }

  @Test
  void degreesAreThoseOfTheParameters() {
    refused("compiled for degree 5", AirCompiler.compile(Table.of("steep", NOTHING), 5));
    refused(
        "has degree 5",
        AirCompiler.compile(
            Table.of(
                "steep", (b, x) -> b.assertZero("power", x.times(x).times(x).times(x).times(x))),
            5));
  }

  @Test
  void publicValuesAreThere() {
    Body second = (b, x) -> b.assertEqual("it", x, b.publicValue(1));
    Body third = (b, x) -> b.assertEqual("it", x, b.publicValue(2));
    assertThat(
            new VerifyingKey(PARAMETERS, List.of(compile(Table.of("it", second))), 2)
                .publicValueCount())
        .isEqualTo(2);
    refused("reads 3 public values of 2", compile(Table.of("it", third)));
  }

  @Test
  void fixedHeightsArePossible() {
    CompiledAir free = compile(Table.of("free", NOTHING));
    int most = PARAMETERS.maxLogHeight();
    refused(
        "is out of range",
        free,
        compile(Table.of("tall", false, OptionalInt.of(most + 1), NOTHING)));
    refused("is out of range", free, compile(Table.of("short", true, OptionalInt.of(1), NOTHING)));
  }

  @Test
  void countsAreBounded() {
    refused("0 AIRs");
    CompiledAir free = compile(Table.of("free", NOTHING));
    for (int count : new int[] {-1, VerifyingKey.MAX_PUBLIC_VALUES + 1}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new VerifyingKey(PARAMETERS, List.of(free), count))
          .withMessageContaining("public values");
    }
  }

  /** What a key is called may be shown to somebody. */
  @Test
  void namesOfParametersArePrintable() {
    byte[] bytes =
        new VerifyingKey(PARAMETERS, List.of(compile(Table.of("free", NOTHING))), 2).toBytes();
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(PARAMETERS.name());
    for (int unprintable : new int[] {0, '\n', 27, 127, 200}) {
      bytes[at] = (byte) unprintable;
      assertThatExceptionOfType(ProofFormatException.class)
          .isThrownBy(() -> VerifyingKey.read(bytes))
          .withMessage("verifying key: a text with the byte " + unprintable);
    }
  }
}
