package dev.merapi.vm.chip.poseidon2;

import dev.merapi.stark.air.Air;
import dev.merapi.stark.air.AirBuilder;
import dev.merapi.stark.air.Column;
import dev.merapi.stark.air.Columns;
import dev.merapi.stark.air.Expr;
import dev.merapi.stark.hash.Poseidon2Parameters;
import dev.merapi.vm.chip.Buses;
import dev.merapi.vm.verification.MemoryHash;

/**
 * One width-16 Poseidon2 permutation a row (parameters of {@link Poseidon2Parameters#WIDTH_16});
 * provides the compression (16 input words, first 8 output words plus first 8 input words), see
 * {@link MemoryHash}.
 *
 * <p>The state is a column after every external round, where all words pass the S-box x³; in an
 * internal round only word 0 does, so there only its image is a column and the other words stay
 * linear expressions. Of the last round only the eight words that leave are kept. All constraints
 * have degree 3. Every row, padding too, holds a true permutation; the multiplicity is free.
 */
public final class Poseidon2Air implements Air {
  static final int WIDTH = 16;
  static final int DIGEST = 8;
  static final int HALF_ROUNDS = Poseidon2Parameters.EXTERNAL_ROUNDS / 2;
  static final Poseidon2Parameters PARAMETERS = Poseidon2Parameters.WIDTH_16;

  final Columns columns = new Columns();
  final Column[] input = columns.main("input", WIDTH);
  final Column[][] first = rounds("first", HALF_ROUNDS);
  final Column[] cubes = columns.main("internal_cube", PARAMETERS.internalRounds());
  final Column[][] second = rounds("second", HALF_ROUNDS - 1);
  final Column[] output = columns.main("output", DIGEST);
  final Column multiplicity = columns.main("multiplicity");

  private Column[][] rounds(String name, int count) {
    Column[][] states = new Column[count][];
    for (int r = 0; r < count; r++) {
      states[r] = columns.main(name + r, WIDTH);
    }
    return states;
  }

  @Override
  public String name() {
    return "poseidon2";
  }

  @Override
  public Columns columns() {
    return columns;
  }

  @Override
  public void define(AirBuilder b) {
    Expr[] state = externalLayer(input);
    for (int r = 0; r < HALF_ROUNDS; r++) {
      state = keep(b, "external round " + r, externalRound(state, r), first[r]);
    }
    for (int r = 0; r < cubes.length; r++) {
      state = internalRound(b, state, r);
    }
    for (int r = 0; r < HALF_ROUNDS; r++) {
      int round = HALF_ROUNDS + r;
      Expr[] after = externalRound(state, round);
      state = keep(b, "external round " + round, after, r < second.length ? second[r] : output);
    }
    Expr[] message = new Expr[WIDTH + DIGEST];
    System.arraycopy(input, 0, message, 0, WIDTH);
    for (int i = 0; i < DIGEST; i++) {
      message[WIDTH + i] = output[i].plus(input[i]);
    }
    b.provide(Buses.POSEIDON2, multiplicity, message);
  }

  /** States that the columns hold the (first words of the) state, and goes on from the columns. */
  private static Expr[] keep(AirBuilder b, String name, Expr[] state, Column[] kept) {
    for (int i = 0; i < kept.length; i++) {
      b.assertEqual(name + " word " + i, kept[i], state[i]);
    }
    return kept;
  }

  private static Expr[] externalRound(Expr[] state, int round) {
    Expr[] cubed = new Expr[WIDTH];
    for (int i = 0; i < WIDTH; i++) {
      cubed[i] = cube(state[i].plus(PARAMETERS.externalConstant(round, i)));
    }
    return externalLayer(cubed);
  }

  private Expr[] internalRound(AirBuilder b, Expr[] state, int round) {
    b.assertEqual(
        "internal round " + round,
        cubes[round],
        cube(state[0].plus(PARAMETERS.internalConstant(round))));
    Expr[] words = state.clone();
    words[0] = cubes[round];
    Expr sum = Expr.sum(words);
    Expr[] after = new Expr[WIDTH];
    for (int i = 0; i < WIDTH; i++) {
      after[i] = sum.plus(words[i].times(PARAMETERS.diagonal(i)));
    }
    return after;
  }

  /**
   * circ(2·M4, M4, M4, M4) with M4 = circ(2, 3, 1, 1): the sum of a block, plus word i, plus twice
   * word i+1.
   */
  private static Expr[] externalLayer(Expr[] s) {
    Expr[] mixed = new Expr[WIDTH];
    for (int k = 0; k < WIDTH; k += 4) {
      Expr all = Expr.sum(s[k], s[k + 1], s[k + 2], s[k + 3]);
      for (int i = 0; i < 4; i++) {
        mixed[k + i] = all.plus(s[k + i]).plus(s[k + (i + 1) % 4].times(2));
      }
    }
    Expr[] result = new Expr[WIDTH];
    for (int i = 0; i < 4; i++) {
      Expr column = Expr.sum(mixed[i], mixed[4 + i], mixed[8 + i], mixed[12 + i]);
      for (int k = 0; k < WIDTH; k += 4) {
        result[k + i] = mixed[k + i].plus(column);
      }
    }
    return result;
  }

  private static Expr cube(Expr x) {
    return x.times(x).times(x);
  }
}
