package dev.merapi.stark.kernel;

import dev.merapi.stark.field.ColumnMatrix;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows one at a time: their words fill the rate of a state, which is stepped when it is full and at
 * the end of the row.
 */
abstract class ScalarRows implements HashKernel {
  /** Words of the rate. */
  abstract int rate(int stateWords);

  /** The first word of the rate. */
  abstract int rateStart();

  /** The state before the first word of a row. */
  abstract void start(int[] state);

  /** The step after so many words of the row; the rate is filled with zeros. */
  abstract void step(int[] state, int absorbed, int rowWords);

  @Override
  public final void absorb(Segment segment, int from, int to) {
    int[] state = new int[stateWords(segment.rowWords())];
    for (int q = from; q < to; q++) {
      absorbRow(segment, q, state);
    }
  }

  private void absorbRow(Segment s, int q, int[] state) {
    int coset = q >>> s.logHeight();
    int i = q & ((1 << s.logHeight()) - 1);
    int start = rateStart();
    int rate = rate(state.length);
    load(s.previous(), coset, i, s.logPreviousHeight(), state);
    int at = s.position() % rate;
    int width = s.columns().width();
    for (int k = 0; k < width; k++) {
      state[start + at++] = s.columns().word(k, coset, i);
      if (at == rate) {
        step(state, s.position() + k + 1, s.rowWords());
        at = 0;
      }
    }
    if (s.last() && at != 0) {
      Arrays.fill(state, start + at, start + rate, 0);
      step(state, s.rowWords(), s.rowWords());
    }
    ColumnMatrix out = s.out();
    for (int w = 0; w < out.width(); w++) {
      out.data()[out.offset(w) + q] = state[w];
    }
  }

  private void load(@Nullable ColumnMatrix previous, int coset, int i, int logHeight, int[] state) {
    if (previous == null) {
      start(state);
      return;
    }
    int row = (coset << logHeight) + (i & ((1 << logHeight) - 1));
    for (int w = 0; w < state.length; w++) {
      state[w] = previous.data()[previous.offset(w) + row];
    }
  }
}
