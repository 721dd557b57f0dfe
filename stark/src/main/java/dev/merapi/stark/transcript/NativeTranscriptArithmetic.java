package dev.merapi.stark.transcript;

import dev.merapi.stark.field.Ext;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.hash.HashSuite;
import java.util.ArrayList;
import java.util.List;

/** A transcript's arithmetic on values, over a hash suite. */
public class NativeTranscriptArithmetic implements TranscriptArithmetic<Integer, Ext, Boolean> {
  private final HashSuite suite;

  /** Over a suite. */
  public NativeTranscriptArithmetic(HashSuite suite) {
    this.suite = suite;
  }

  @Override
  public final Integer constant(int montgomery) {
    return montgomery;
  }

  @Override
  public final Ext extension(Integer c0, Integer c1, Integer c2, Integer c3) {
    return new Ext(c0, c1, c2, c3);
  }

  @Override
  public final List<Integer> coordinates(Ext value) {
    return List.of(value.c0(), value.c1(), value.c2(), value.c3());
  }

  @Override
  public final List<Boolean> lowBits(Integer value, int count) {
    int canonical = KoalaBear.toCanonical(value);
    List<Boolean> bits = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      bits.add((canonical >>> i & 1) != 0);
    }
    return bits;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if the bit is set
   */
  @Override
  public void assertClear(Boolean bit) {
    if (bit) {
      throw new IllegalStateException("a nonce does not show its proof of work");
    }
  }

  @Override
  public List<Integer> permute(List<Integer> state) {
    int[] words = new int[state.size()];
    for (int i = 0; i < words.length; i++) {
      words[i] = state.get(i);
    }
    suite.permuteTranscript(words);
    List<Integer> result = new ArrayList<>(words.length);
    for (int word : words) {
      result.add(word);
    }
    return result;
  }
}
