package dev.merapi.stark.verifier;

import dev.merapi.stark.field.Ext;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.hash.HashSuite;
import dev.merapi.stark.transcript.NativeTranscriptArithmetic;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;

/** The arithmetic on values: base elements in Montgomery form, digests of 8 words. */
class NativeArithmetic extends NativeTranscriptArithmetic
    implements Arithmetic<Integer, Ext, int[], Boolean> {

  /** A failed check, on its way out of the verifier. */
  static final class Rejected extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final Rejection reason;

    Rejected(Rejection reason, String message) {
      super(message, null, false, false);
      this.reason = reason;
    }

    ProofRejectedException toChecked() {
      return new ProofRejectedException(reason, String.valueOf(getMessage()));
    }
  }

  private static final long HALF = 0xFFFFFFFFL;

  private final HashSuite suite;

  NativeArithmetic(HashSuite suite) {
    super(suite);
    this.suite = suite;
  }

  @Override
  public void assertClear(Boolean bit) {
    if (bit) {
      throw new Rejected(Rejection.PROOF_OF_WORK, "a nonce does not show its proof of work");
    }
  }

  @Override
  public Integer add(Integer a, Integer b) {
    return KoalaBear.add(a, b);
  }

  @Override
  public Integer mul(Integer a, Integer b) {
    return KoalaBear.mul(a, b);
  }

  @Override
  public Integer select(Boolean bit, Integer zero, Integer one) {
    return bit ? one : zero;
  }

  @Override
  public Integer fromBits(List<Boolean> bits) {
    return KoalaBear.fromCanonical(integer(bits));
  }

  private static int integer(List<Boolean> bits) {
    int value = 0;
    for (int i = 0; i < bits.size(); i++) {
      value |= bits.get(i) ? 1 << i : 0;
    }
    return value;
  }

  @Override
  public Ext constantExt(int montgomery) {
    return Ext.of(montgomery);
  }

  @Override
  public Ext lift(Integer value) {
    return Ext.of(value);
  }

  @Override
  public Ext addExt(Ext a, Ext b) {
    return a.add(b);
  }

  @Override
  public Ext subExt(Ext a, Ext b) {
    return a.sub(b);
  }

  @Override
  public Ext mulExt(Ext a, Ext b) {
    return a.mul(b);
  }

  @Override
  public Ext scale(Ext a, Integer b) {
    return a.mul(b);
  }

  @Override
  public Ext divide(Ext a, Ext b, Rejection reason) {
    if (b.isZero()) {
      throw new Rejected(reason, "a denominator is zero");
    }
    return a.mul(b.inverse());
  }

  @Override
  public Ext dot(List<Ext> weights, List<Integer> values) {
    // Low and high halves of the products add up apart, reduced once at the end.
    long low0 = 0;
    long low1 = 0;
    long low2 = 0;
    long low3 = 0;
    long high0 = 0;
    long high1 = 0;
    long high2 = 0;
    long high3 = 0;
    int[] words = Words.of(values);
    for (int i = 0; i < words.length; i++) {
      Ext weight = weights.get(i);
      long value = words[i];
      long p0 = weight.c0() * value;
      long p1 = weight.c1() * value;
      long p2 = weight.c2() * value;
      long p3 = weight.c3() * value;
      low0 += p0 & HALF;
      low1 += p1 & HALF;
      low2 += p2 & HALF;
      low3 += p3 & HALF;
      high0 += p0 >>> 32;
      high1 += p1 >>> 32;
      high2 += p2 >>> 32;
      high3 += p3 >>> 32;
    }
    return new Ext(sum(high0, low0), sum(high1, low1), sum(high2, low2), sum(high3, low3));
  }

  /** high + low / 2^32 modulo p, reduced. */
  private static int sum(long high, long low) {
    return KoalaBear.add((int) (high % KoalaBear.P), KoalaBear.reduce(low));
  }

  @Override
  public Ext pick(List<Boolean> bits, List<Ext> table) {
    return table.get(integer(bits));
  }

  @Override
  public int[] pickDigest(List<Boolean> bits, List<int[]> table) {
    return table.get(integer(bits));
  }

  @Override
  public List<Boolean> oneHot(Integer value, int min, int max, Rejection reason) {
    int canonical = KoalaBear.toCanonical(value);
    if (canonical < min || canonical > max) {
      throw new Rejected(reason, canonical + " is outside [" + min + ", " + max + "]");
    }
    return new AbstractList<>() {
      @Override
      public Boolean get(int index) {
        return index == canonical;
      }

      @Override
      public int size() {
        return max + 1;
      }
    };
  }

  @Override
  public Ext choose(List<Boolean> oneHot, List<Ext> table) {
    return table.get(oneHot.indexOf(true));
  }

  @Override
  public Ext selectExt(Boolean bit, Ext zero, Ext one) {
    return bit ? one : zero;
  }

  @Override
  public Boolean less(List<Boolean> a, List<Boolean> b) {
    return a.indexOf(true) < b.indexOf(true);
  }

  @Override
  public Boolean exceeds(List<Boolean> oneHot, int constant) {
    return oneHot.indexOf(true) > constant;
  }

  @Override
  public void assertCountBelowModulus(List<List<Boolean>> heights, List<Long> weights, String bus) {
    long sum = 0;
    for (int i = 0; i < weights.size(); i++) {
      long rows = 1L << heights.get(i).indexOf(true);
      sum = Math.addExact(sum, Math.multiplyExact(weights.get(i), rows));
      if (sum >= KoalaBear.P) {
        throw new Rejected(
            Rejection.INTERACTION_COUNT, "bus " + bus + " could carry " + sum + " interactions");
      }
    }
  }

  @Override
  public int[] hashRow(List<Integer> row) {
    return suite.hashRow(Words.of(row));
  }

  @Override
  public int[] hashGroup(List<Ext> group) {
    int[] words = new int[Ext.DEGREE * group.size()];
    for (int i = 0; i < group.size(); i++) {
      group.get(i).write(words, Ext.DEGREE * i);
    }
    return suite.hashRow(words);
  }

  @Override
  public int[] step(Boolean active, Boolean direction, int[] node, int[] sibling) {
    if (!active) {
      return node;
    }
    return direction ? suite.compress(sibling, node) : suite.compress(node, sibling);
  }

  @Override
  public Boolean bit(boolean value) {
    return value;
  }

  @Override
  public List<Integer> words(int[] digest) {
    return new Words(digest);
  }

  @Override
  public void assertEqual(Integer a, Integer b, Rejection reason, String what) {
    check(a.equals(b), reason, what);
  }

  @Override
  public void assertEqualExt(Ext a, Ext b, Rejection reason, String what) {
    check(a.equals(b), reason, what);
  }

  @Override
  public void assertEqualDigest(int[] a, int[] b, Rejection reason, String what) {
    check(Arrays.equals(a, b), reason, what);
  }

  private static void check(boolean holds, Rejection reason, String what) {
    if (!holds) {
      throw new Rejected(reason, what);
    }
  }
}
