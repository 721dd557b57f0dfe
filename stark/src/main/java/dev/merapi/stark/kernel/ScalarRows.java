package dev.merapi.stark.kernel;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.hash.HashSuite;

/**
 * Rows one at a time: their words fill the rate of a state, which is stepped when it is full. It is
 * at the end of a row, since zeros come first ({@link HashSuite#leadingZeros}).
 *
 * <p>A saved state is the capacity, 8 words, and what lies in the rate by then: the rest of the
 * rate is written before the next step.
 */
abstract class ScalarRows implements HashKernel {
  private static final int CAPACITY = HashSuite.DIGEST_WORDS;

  /** Words of the state of a row of so many words: a rate and 8 words of capacity. */
  abstract int width(int rowWords);

  /** Whether the capacity lies before the rate, not behind it. */
  abstract boolean capacityFirst();

  /** The state before the first word of a row. */
  abstract void start(int[] state);

  /** The step after so many words of the row. */
  abstract void step(int[] state, int absorbed, int rowWords);

  final int rate(int rowWords) {
    return width(rowWords) - CAPACITY;
  }

  /** The first word of the rate. */
  final int rateStart() {
    return capacityFirst() ? CAPACITY : 0;
  }

  /** Words in the rate before the word at a position is absorbed. */
  final int filled(int rowWords, int position) {
    int rate = rate(rowWords);
    return (HashSuite.leadingZeros(rowWords, rate) + position) % rate;
  }

  /** Where word w of a saved state lies in the state. */
  final int saved(int w, int rowWords) {
    boolean rateWord = w >= CAPACITY;
    return capacityFirst() ? w : rateWord ? w - CAPACITY : w + rate(rowWords);
  }

  @Override
  public final int stateWords(int rowWords, int position) {
    return CAPACITY + filled(rowWords, position);
  }

  @Override
  public final void absorb(Segment segment, int from, int to) {
    int[] state = new int[width(segment.rowWords())];
    for (int q = from; q < to; q++) {
      absorbRow(segment, q, state);
    }
  }

  private void absorbRow(Segment s, int q, int[] state) {
    int coset = q >>> s.logHeight();
    int i = q & ((1 << s.logHeight()) - 1);
    int start = rateStart();
    int rate = rate(s.rowWords());
    load(s, coset, i, state);
    int at = filled(s.rowWords(), s.position());
    int width = s.columns().width();
    for (int k = 0; k < width; k++) {
      state[start + at++] = s.columns().word(k, coset, i);
      if (at == rate) {
        step(state, s.position() + k + 1, s.rowWords());
        at = 0;
      }
    }
    ColumnMatrix out = s.out();
    for (int w = 0; w < out.width(); w++) {
      out.data()[out.offset(w) + q] = state[s.last() ? w : saved(w, s.rowWords())];
    }
  }

  private void load(Segment s, int coset, int i, int[] state) {
    ColumnMatrix previous = s.previous();
    if (previous == null) {
      start(state);
      return;
    }
    int logHeight = s.logPreviousHeight();
    int row = (coset << logHeight) + (i & ((1 << logHeight) - 1));
    for (int w = 0; w < previous.width(); w++) {
      state[saved(w, s.rowWords())] = previous.data()[previous.offset(w) + row];
    }
  }
}
