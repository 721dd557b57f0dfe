package dev.merapi.vm.chip.poseidon2;

import static dev.merapi.vm.chip.poseidon2.Poseidon2Air.DIGEST;
import static dev.merapi.vm.chip.poseidon2.Poseidon2Air.HALF_ROUNDS;
import static dev.merapi.vm.chip.poseidon2.Poseidon2Air.PARAMETERS;
import static dev.merapi.vm.chip.poseidon2.Poseidon2Air.WIDTH;

import dev.merapi.stark.air.Column;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.KoalaBear;
import java.util.Arrays;

/**
 * Fills rows of a {@link Poseidon2Air} from the inputs of permutations. Not thread-safe: one object
 * a thread.
 */
public final class Poseidon2Trace {
  private static final int[][] EXTERNAL = new int[2 * HALF_ROUNDS][WIDTH];
  private static final int[] INTERNAL = new int[PARAMETERS.internalRounds()];
  private static final int[] DIAGONAL = new int[WIDTH];

  static {
    for (int i = 0; i < WIDTH; i++) {
      DIAGONAL[i] = KoalaBear.fromCanonical(PARAMETERS.diagonal(i));
      for (int r = 0; r < EXTERNAL.length; r++) {
        EXTERNAL[r][i] = KoalaBear.fromCanonical(PARAMETERS.externalConstant(r, i));
      }
    }
    for (int r = 0; r < INTERNAL.length; r++) {
      INTERNAL[r] = KoalaBear.fromCanonical(PARAMETERS.internalConstant(r));
    }
  }

  private final Poseidon2Air air;
  private final ColumnMatrix out;
  private final int[] state = new int[WIDTH];
  private int cubed;

  /** A filler of {@code out}. */
  public Poseidon2Trace(Poseidon2Air air, ColumnMatrix out) {
    this.air = air;
    this.out = out;
  }

  /**
   * Fills one row.
   *
   * @param inputs array holding 16 elements in Montgomery form from {@code at} on
   * @param multiplicity how often the row is looked up
   */
  public void fill(int row, int[] inputs, int at, int multiplicity) {
    System.arraycopy(inputs, at, state, 0, WIDTH);
    store(air.input, row, WIDTH);
    externalLayer();
    for (int r = 0; r < HALF_ROUNDS; r++) {
      externalRound(r);
      store(air.first[r], row, WIDTH);
    }
    for (int r = 0; r < INTERNAL.length; r++) {
      internalRound(r);
      out.set(air.cubes[r].index(), row, cubed);
    }
    for (int r = 0; r < HALF_ROUNDS; r++) {
      externalRound(HALF_ROUNDS + r);
      if (r < HALF_ROUNDS - 1) {
        store(air.second[r], row, WIDTH);
      } else {
        store(air.output, row, DIGEST);
      }
    }
    out.set(air.multiplicity.index(), row, KoalaBear.fromCanonical(multiplicity));
  }

  /** Fills rows [from, to), at least one, with the permutation of zeros, looked up by nobody. */
  public void fillPadding(int from, int to) {
    fill(from, new int[WIDTH], 0, 0);
    for (int c = 0; c < out.width(); c++) {
      int at = out.offset(c);
      Arrays.fill(out.data(), at + from + 1, at + to, out.data()[at + from]);
    }
  }

  private void internalRound(int r) {
    cubed = cube(KoalaBear.add(state[0], INTERNAL[r]));
    state[0] = cubed;
    int sum = 0;
    for (int word : state) {
      sum = KoalaBear.add(sum, word);
    }
    for (int i = 0; i < WIDTH; i++) {
      state[i] = KoalaBear.add(sum, KoalaBear.mul(state[i], DIAGONAL[i]));
    }
  }

  private void externalRound(int r) {
    for (int i = 0; i < WIDTH; i++) {
      state[i] = cube(KoalaBear.add(state[i], EXTERNAL[r][i]));
    }
    externalLayer();
  }

  private void externalLayer() {
    int[] s = state;
    for (int k = 0; k < WIDTH; k += 4) {
      int a = s[k];
      int b = s[k + 1];
      int c = s[k + 2];
      int d = s[k + 3];
      int all = KoalaBear.add(KoalaBear.add(a, b), KoalaBear.add(c, d));
      s[k] = KoalaBear.add(KoalaBear.add(all, a), KoalaBear.twice(b));
      s[k + 1] = KoalaBear.add(KoalaBear.add(all, b), KoalaBear.twice(c));
      s[k + 2] = KoalaBear.add(KoalaBear.add(all, c), KoalaBear.twice(d));
      s[k + 3] = KoalaBear.add(KoalaBear.add(all, d), KoalaBear.twice(a));
    }
    for (int i = 0; i < 4; i++) {
      int column = KoalaBear.add(KoalaBear.add(s[i], s[4 + i]), KoalaBear.add(s[8 + i], s[12 + i]));
      for (int k = 0; k < WIDTH; k += 4) {
        s[k + i] = KoalaBear.add(s[k + i], column);
      }
    }
  }

  private void store(Column[] columns, int row, int count) {
    for (int i = 0; i < count; i++) {
      out.set(columns[i].index(), row, state[i]);
    }
  }

  private static int cube(int x) {
    return KoalaBear.mul(KoalaBear.square(x), x);
  }
}
