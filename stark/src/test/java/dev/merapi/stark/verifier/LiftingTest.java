package dev.merapi.stark.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.stark.air.Air;
import dev.merapi.stark.air.AirBuilder;
import dev.merapi.stark.air.Column;
import dev.merapi.stark.air.Columns;
import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.air.ConstraintEvaluator;
import dev.merapi.stark.air.ConstraintInputs;
import dev.merapi.stark.air.Expr;
import dev.merapi.stark.field.Ext;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.hash.HashSuite;
import dev.merapi.stark.proof.InsecureTestParameters;
import dev.merapi.stark.proof.ProofShape;
import dev.merapi.stark.proof.StarkProof;
import dev.merapi.stark.proof.VerifyingKey;
import dev.merapi.stark.prover.Keygen;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The heart of the lifting argument, with naive polynomials: a column committed for a short AIR may
 * be any polynomial of the tall degree, so on the tall domain it is blocks of n rows that need not
 * repeat; the identity holds exactly when every block satisfies the AIR.
 */
final class LiftingTest {
  private static final int LOG_SHORT = 2;
  private static final int LOG_TALL = 4;
  private static final Ext ALPHA = new Ext(3, 1, 4, 1);
  private static final Ext BETA = new Ext(5, 9, 2, 6);
  private static final Ext Z = new Ext(5, 3, 5, 8);

  /** A bit that alternates, not across the wrap-around row, and a second that is zero at first. */
  private static final class Alternating implements Air {
    private final Columns columns = new Columns();
    private final Column bit = columns.main("bit");
    private final Column sum = columns.main("sum");

    @Override
    public String name() {
      return "alternating";
    }

    @Override
    public Columns columns() {
      return columns;
    }

    @Override
    public void define(AirBuilder builder) {
      builder.assertBoolean("bit", bit);
      builder.whenFirst().assertZero("sum starts", sum);
      builder.whenTransition().assertEqual("bit moves", bit.next(), Expr.constant(1).minus(bit));
      builder.whenTransition().assertEqual("sum adds", sum.next(), sum.plus(bit));
      builder.whenLast().assertEqual("sum ends", sum.plus(bit), Expr.constant(2));
    }
  }

  private final VerifyingKey key =
      Keygen.generate(
              List.of(new Alternating(), new AlternatingTall()), 0, InsecureTestParameters.small())
          .verifyingKey();

  /** The same on a height of its own, without a last row's sum. */
  private static final class AlternatingTall implements Air {
    private final Columns columns = new Columns();
    private final Column bit = columns.main("bit");

    @Override
    public String name() {
      return "alternating tall";
    }

    @Override
    public Columns columns() {
      return columns;
    }

    @Override
    public void define(AirBuilder builder) {
      builder.assertBoolean("bit", bit);
      builder.whenTransition().assertEqual("bit moves", bit.next(), Expr.constant(1).minus(bit));
    }
  }

  @Test
  void everyBlockMustSatisfyTheAirAndNoMore() throws Exception {
    assertThat(holds(0b0101_0101_0101_0101)).isTrue();
    // Blocks that differ: each is a trace of its own.
    assertThat(holds(0b1010_0101_0101_1010)).isTrue();
    // One bad block, wherever it is; the same row twice; nothing but zeros.
    assertThat(holds(0b0101_0101_0101_0110)).isFalse();
    assertThat(holds(0b0101_1001_0101_0101)).isFalse();
    assertThat(holds(0b0000_0101_0101_0101)).isFalse();
    assertThat(holds(0)).isFalse();
  }

  /**
   * Whether the identity holds when the short AIR's bit column is these bits on the tall domain.
   */
  private boolean holds(int bits) throws Exception {
    int n = 1 << LOG_TALL;
    Ext[] bit = new Ext[n];
    Ext[] sum = new Ext[n];
    Ext[] tall = new Ext[n];
    int running = 0;
    for (int row = 0; row < n; row++) {
      running = row % (1 << LOG_SHORT) == 0 ? 0 : running;
      bit[row] = Ext.of(KoalaBear.fromCanonical(bits >> row & 1));
      sum[row] = Ext.of(KoalaBear.fromCanonical(running));
      tall[row] = Ext.of(KoalaBear.fromCanonical(row & 1));
      running += bits >> row & 1;
    }
    List<Ext[]> columns = new ArrayList<>();
    for (Ext[] values : List.of(bit, sum, tall)) {
      columns.add(interpolate(values, KoalaBear.ONE));
    }
    Ext[] quotient = quotient(columns);
    List<Ext> here = new ArrayList<>(at(columns, Z));
    List<Ext> next = new ArrayList<>(at(columns, Z.mul(KoalaBear.rootOfUnity(LOG_TALL))));
    for (int chunk = 0; chunk < 2; chunk++) {
      Ext value = evaluate(Arrays.copyOfRange(quotient, chunk * n, (chunk + 1) * n), Z);
      here.addAll(List.of(value, Ext.ZERO, Ext.ZERO, Ext.ZERO));
      next.addAll(List.of(Ext.ZERO, Ext.ZERO, Ext.ZERO, Ext.ZERO));
    }
    return accepted(here, next);
  }

  private boolean accepted(List<Ext> here, List<Ext> next) throws Exception {
    int[] none = new int[0];
    StarkProof proof =
        new StarkProof(
            none,
            new int[] {LOG_SHORT, LOG_TALL},
            none,
            none,
            none,
            none,
            words(here),
            words(next),
            new StarkProof.Nonces(0, 0, 0, none, 0),
            new int[0][],
            none,
            none,
            new StarkProof.Opening[0][],
            new StarkProof.Opening[0][]);
    try {
      ConstraintIdentity.check(
          key,
          ProofShape.of(key, proof.logHeights()),
          proof,
          none,
          new ConstraintIdentity.Challenges(List.of(), ALPHA, BETA, Z));
      return true;
    } catch (ProofRejectedException e) {
      assertThat(e.reason()).isEqualTo(Rejection.CONSTRAINTS);
      return false;
    }
  }

  private static int[] words(List<Ext> values) {
    int[] words = new int[4 * values.size()];
    for (int i = 0; i < values.size(); i++) {
      values.get(i).write(words, 4 * i);
    }
    return words;
  }

  private static List<Ext> at(List<Ext[]> polynomials, Ext x) {
    return polynomials.stream().map(p -> evaluate(p, x)).toList();
  }

  private static Ext evaluate(Ext[] coefficients, Ext x) {
    Ext value = Ext.ZERO;
    for (int i = coefficients.length - 1; i >= 0; i--) {
      value = value.mul(x).add(coefficients[i]);
    }
    return value;
  }

  /** Coefficients of the polynomial with these values on the coset of the subgroup. */
  private static Ext[] interpolate(Ext[] values, int shift) {
    int size = values.length;
    int log = Integer.numberOfTrailingZeros(size);
    int root = KoalaBear.inverse(KoalaBear.rootOfUnity(log));
    Ext[] coefficients = new Ext[size];
    for (int k = 0; k < size; k++) {
      Ext sum = Ext.ZERO;
      for (int i = 0; i < size; i++) {
        sum = sum.add(values[i].mul(KoalaBear.pow(root, (long) i * k)));
      }
      int scale = KoalaBear.mul(KoalaBear.fromCanonical(size), KoalaBear.pow(shift, k));
      coefficients[k] = sum.mul(KoalaBear.inverse(scale));
    }
    return coefficients;
  }

  /** What a prover would call the quotient: interpolated, whether or not the division is exact. */
  private Ext[] quotient(List<Ext[]> columns) {
    int size = 2 << LOG_TALL;
    int shift = KoalaBear.cosetShift(LOG_TALL + 1);
    Ext[] values = new Ext[size];
    for (int i = 0; i < size; i++) {
      int x = KoalaBear.mul(shift, KoalaBear.pow(KoalaBear.rootOfUnity(LOG_TALL + 1), i));
      Ext point = Ext.of(x);
      List<Ext> here = at(columns, point);
      List<Ext> next = at(columns, point.mul(KoalaBear.rootOfUnity(LOG_TALL)));
      Ext vanishing = point.pow(1 << LOG_TALL).sub(KoalaBear.ONE);
      Ext first = folded(0, LOG_SHORT, point, here.subList(0, 2), next.subList(0, 2));
      Ext second = folded(1, LOG_TALL, point, here.subList(2, 3), next.subList(2, 3));
      values[i] = first.add(second.mul(BETA)).mul(vanishing.inverse());
    }
    return interpolate(values, shift);
  }

  private Ext folded(int air, int logHeight, Ext x, List<Ext> here, List<Ext> next) {
    CompiledAir compiled = key.airs().get(air);
    Ext y = x.pow(1 << (LOG_TALL - logHeight));
    Ext vanishing = y.pow(1 << logHeight).sub(KoalaBear.ONE);
    int last = KoalaBear.inverse(KoalaBear.rootOfUnity(logHeight));
    return ConstraintEvaluator.fold(
        compiled,
        new PointArithmetic<>(new NativeArithmetic(HashSuite.poseidon2())),
        new ConstraintInputs<>(
            new ConstraintInputs.Row<>(here, List.of(), List.of()),
            new ConstraintInputs.Row<>(next, List.of(), List.of()),
            List.of(),
            vanishing.mul(y.sub(KoalaBear.ONE).inverse()),
            vanishing.mul(y.sub(last).inverse()),
            y.sub(last),
            Ext.ZERO,
            List.of(),
            Ext.ZERO,
            ALPHA));
  }
}
