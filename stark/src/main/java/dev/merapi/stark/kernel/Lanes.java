package dev.merapi.stark.kernel;

import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.UMIN;

import dev.merapi.stark.field.KoalaBear;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Field arithmetic on vectors of elements, and how to call it.
 *
 * <p>Kernels call these methods through the {@code static final} method handles, not directly: C2
 * stops inlining ordinary calls in a method that has grown past its node budget, vectors are then
 * boxed, and the kernel is ten times slower; calls through constant handles are exempt. For the
 * same reason constants are arguments: each is broadcast once, in the kernel.
 *
 * <p>The constants are p (broadcast), {@code m} = 2^32 - 1, {@code lp} = p and {@code lmu} = -p^-1
 * mod 2^32 in long lanes, the last two masked by m: C2 emits the cheap 32 x 32 multiply only where
 * it sees both factors masked or shifted right.
 */
final class Lanes {
  /** Int lanes of the chosen width. */
  static final VectorSpecies<Integer> I = species();

  /** Long lanes of the same width. */
  static final VectorSpecies<Long> L = VectorSpecies.of(long.class, I.vectorShape());

  /** Int lanes to a vector. */
  static final int N = I.length();

  static final int P = KoalaBear.P;
  static final long LOW = 0xFFFFFFFFL;
  static final long NEG_P_INVERSE = KoalaBear.NEG_P_INVERSE & LOW;

  /** What a rotated odd number exceeds its half modulo p by. */
  static final int HALF_CORRECTION = (int) ((1L << 31) - (P + 1) / 2);

  /** 1/p mod 2^32. */
  static final int P_INVERSE = -KoalaBear.NEG_P_INVERSE;

  /**
   * Whether the halves of even and odd lanes are brought together by a permutation of two vectors,
   * one instruction with 512 bits, rather than by shift and or.
   */
  static final boolean PERMUTE = N == 16 && !Choice.WIDE_MULTIPLY;

  private static final int[] UPPER = halves(1);
  private static final int[] LOWER = halves(0);

  static final MethodHandle ADD = handle("add");
  static final MethodHandle SUB = handle("sub");
  static final MethodHandle ONCE = handle("once");
  static final MethodHandle MUL = handle("mul");
  static final MethodHandle REDUCE = handle("reduce");
  static final MethodHandle SHOUP = handle("shoup");
  private static final MethodHandle REDUCE_LONG = handle("reduceLong");

  private Lanes() {}

  private static VectorSpecies<Integer> species() {
    return switch (Choice.laneBits()) {
      case 512 -> IntVector.SPECIES_512;
      case 256 -> IntVector.SPECIES_256;
      default -> IntVector.SPECIES_128;
    };
  }

  /** Lane 2i is word 2i + upper of a first vector, lane 2i + 1 that of a second. */
  private static int[] halves(int upper) {
    int[] index = new int[N];
    for (int i = 0; i < N; i++) {
      index[i] = i / 2 * 2 + upper + i % 2 * N;
    }
    return index;
  }

  /** Picks the upper halves of the long lanes of two vectors in turns. */
  static IntVector upper() {
    return IntVector.fromArray(I, UPPER, 0);
  }

  /** Picks the lower halves of the long lanes of two vectors in turns. */
  static IntVector lower() {
    return IntVector.fromArray(I, LOWER, 0);
  }

  /** A method of this class by its name, which there is once. */
  private static MethodHandle handle(String name) {
    try {
      for (Method method : Lanes.class.getDeclaredMethods()) {
        if (method.getName().equals(name)) {
          return MethodHandles.lookup().unreflect(method);
        }
      }
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
    throw new ExceptionInInitializerError("no method " + name);
  }

  /** What to throw for a throwable that a handle declares but its target cannot throw. */
  static RuntimeException rethrow(Throwable t) {
    return switch (t) {
      case RuntimeException e -> e;
      case Error e -> throw e;
      default -> new IllegalStateException(t);
    };
  }

  static IntVector add(IntVector a, IntVector b, IntVector p) {
    IntVector t = a.add(b);
    return t.lanewise(UMIN, t.sub(p));
  }

  /** a < 2p reduced. */
  static IntVector once(IntVector a, IntVector p) {
    return a.lanewise(UMIN, a.sub(p));
  }

  static IntVector sub(IntVector a, IntVector b, IntVector p) {
    IntVector t = a.sub(b);
    return t.lanewise(UMIN, t.add(p));
  }

  /** c + q·p with low half zero: the upper half is c / 2^32 mod p, below 2p for c < 2^32·p. */
  private static LongVector reduceLong(LongVector c, LongVector lp, LongVector lmu, LongVector m) {
    if (Choice.WIDE_MULTIPLY) {
      // lmu as ints is (-1/p, 0) repeated: the product is a clean 32-bit quotient.
      IntVector q = c.reinterpretAsInts().mul(lmu.reinterpretAsInts());
      return c.add(q.reinterpretAsLongs().mul(lp));
    }
    return c.add(c.and(m).mul(lmu).and(m).mul(lp));
  }

  /**
   * a · b. With c = a·b = h·2^32 + l and q = l/p mod 2^32 it is h less the upper half of q·p; the
   * quotients of even and odd lanes are one multiplication.
   *
   * @param upper see {@link #upper()}
   * @param lower see {@link #lower()}
   * @param inverse 1/p mod 2^32
   */
  static IntVector mul(
      IntVector a,
      IntVector b,
      IntVector p,
      IntVector upper,
      IntVector lower,
      IntVector inverse,
      LongVector lp,
      LongVector m)
      throws Throwable {
    LongVector al = a.reinterpretAsLongs();
    LongVector bl = b.reinterpretAsLongs();
    LongVector even = al.and(m).mul(bl.and(m));
    LongVector odd = al.lanewise(LSHR, 32L).mul(bl.lanewise(LSHR, 32L));
    return (IntVector) REDUCE.invokeExact(even, odd, p, upper, lower, inverse, lp, m);
  }

  /** c / 2^32 of c < 2^32·p in even and odd lanes; constants as in {@link #mul}. */
  static IntVector reduce(
      LongVector even,
      LongVector odd,
      IntVector p,
      IntVector upper,
      IntVector lower,
      IntVector inverse,
      LongVector lp,
      LongVector m)
      throws Throwable {
    if (PERMUTE) {
      IntVector e = even.reinterpretAsInts();
      IntVector o = odd.reinterpretAsInts();
      LongVector q = lower.selectFrom(e, o).mul(inverse).reinterpretAsLongs();
      IntVector qe = q.and(m).mul(lp).reinterpretAsInts();
      IntVector qo = q.lanewise(LSHR, 32L).mul(lp).reinterpretAsInts();
      IntVector r = upper.selectFrom(e, o).sub(upper.selectFrom(qe, qo));
      return r.lanewise(UMIN, r.add(p));
    }
    LongVector mu = LongVector.broadcast(L, NEG_P_INVERSE).and(m);
    LongVector e = (LongVector) REDUCE_LONG.invokeExact(even, lp, mu, m);
    LongVector o = (LongVector) REDUCE_LONG.invokeExact(odd, lp, mu, m);
    IntVector r = e.lanewise(LSHR, 32L).or(o).reinterpretAsInts();
    return r.lanewise(UMIN, r.sub(p));
  }

  /**
   * a · w for any unsigned 32-bit a, canonical w and its companion floor(w·2^32/p).
   *
   * @param upper see {@link #upper()}
   */
  static IntVector shoup(
      IntVector a, IntVector w, IntVector companion, IntVector p, IntVector upper, LongVector m) {
    LongVector al = a.reinterpretAsLongs();
    LongVector cl = companion.reinterpretAsLongs();
    LongVector even = al.and(m).mul(cl.and(m));
    LongVector odd = al.lanewise(LSHR, 32L).mul(cl.lanewise(LSHR, 32L));
    IntVector q =
        PERMUTE
            ? upper.selectFrom(even.reinterpretAsInts(), odd.reinterpretAsInts())
            : even.lanewise(LSHR, 32L).or(odd.and(m.not())).reinterpretAsInts();
    IntVector r = a.mul(w).sub(q.mul(p));
    return r.lanewise(UMIN, r.sub(p));
  }
}
