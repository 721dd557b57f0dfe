package dev.merapi.stark.transcript;

import java.util.ArrayList;
import java.util.List;

/**
 * A duplex sponge in overwrite mode: width 16, rate 8, capacity 8, starting from zero; its step is
 * the hash suite's.
 *
 * <p>Observed elements overwrite the rate from its start; a full rate is permuted at once, a
 * partial one when a sample is wanted. Samples are the rate's words in order; observing discards
 * those not yet taken. The sequence of calls is fixed by the verifying key and the heights, which
 * are the first things observed, so two transcripts can never be confused with one another and no
 * padding rule is needed.
 *
 * <p>A base sample is uniform on [0, p). Since p - 1 = 127 · 2^24, k ≤ 24 low bits of its canonical
 * integer are uniform but for the value 0, which is more likely by 1/p &lt; 2^-30.9: the bias of an
 * index or of a proof of work is below 2^-30 relative to its own probability times 2^k, and no
 * further sampling is done for it.
 *
 * @param <B> base element
 * @param <E> extension element
 * @param <T> bit
 */
public final class Transcript<B, E, T> {
  /** Elements absorbed or squeezed by one permutation. */
  public static final int RATE = 8;

  /** Elements of the sponge's state. */
  public static final int WIDTH = 16;

  /** The most bits one sample gives. */
  public static final int MAX_BITS = 24;

  private final TranscriptArithmetic<B, E, T> arithmetic;
  private List<B> state;
  private int absorbed;
  private int squeezed = RATE;

  /** A fresh transcript. */
  public Transcript(TranscriptArithmetic<B, E, T> arithmetic) {
    this.arithmetic = arithmetic;
    this.state = new ArrayList<>(WIDTH);
    for (int i = 0; i < WIDTH; i++) {
      state.add(arithmetic.constant(0));
    }
  }

  /** Observes one base element. */
  public void observe(B value) {
    squeezed = RATE;
    state.set(absorbed++, value);
    if (absorbed == RATE) {
      permute();
    }
  }

  /** Observes base elements, or the words of digests, in order. */
  public void observeAll(List<B> values) {
    values.forEach(this::observe);
  }

  /** Observes the four coordinates of an extension element. */
  public void observeExtension(E value) {
    observeAll(arithmetic.coordinates(value));
  }

  /** A uniform base element. */
  public B sample() {
    if (absorbed > 0 || squeezed == RATE) {
      permute();
    }
    return state.get(squeezed++);
  }

  /** A uniform extension element, from four samples. */
  public E sampleExtension() {
    B c0 = sample();
    B c1 = sample();
    B c2 = sample();
    B c3 = sample();
    return arithmetic.extension(c0, c1, c2, c3);
  }

  /**
   * The low bits of one sample, lowest first.
   *
   * @param count in [0, 24]
   */
  public List<T> sampleBits(int count) {
    if (count < 0 || count > MAX_BITS) {
      throw new IllegalArgumentException(count + " bits of one sample");
    }
    return arithmetic.lowBits(sample(), count);
  }

  /**
   * Checks a proof of work: with the nonce observed, the low bits of the next sample are zero. With
   * no bits asked for there is no nonce and nothing is observed.
   *
   * @param bits in [0, 24]
   */
  public void checkWork(int bits, B nonce) {
    if (bits == 0) {
      return;
    }
    observe(nonce);
    sampleBits(bits).forEach(arithmetic::assertClear);
  }

  /**
   * The state as it would be permuted if nothing more were observed, for a search of nonces: the
   * next observed element goes to word {@link #pending()}.
   */
  public List<B> state() {
    return List.copyOf(state);
  }

  /** How many observed elements wait in the rate, 0 to 7. */
  public int pending() {
    return absorbed;
  }

  private void permute() {
    state = new ArrayList<>(arithmetic.permute(state));
    absorbed = 0;
    squeezed = 0;
  }
}
