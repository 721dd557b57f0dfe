package dev.merapi.stark.kernel;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.Ext;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.hash.HashSuite;
import dev.merapi.stark.kernel.ExtKernel.DeepPoints;
import dev.merapi.stark.kernel.HashKernel.Segment;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Run by {@link KernelStartTest} in a JVM of its own: calls every kernel until a call allocates no
 * more than its scratch space, which is when its compiled form keeps vectors in registers. A kernel
 * that goes on allocating is boxing vectors, at a tenth of its speed.
 */
final class KernelStart {
  private static final long PATIENCE_NANOS = 40_000_000_000L;
  private static final long SCRATCH_BYTES = 300_000;
  private static final int ROWS = 1024;

  /** All inputs and outputs. */
  private static final List<ColumnMatrix> MATRICES = new ArrayList<>();

  private KernelStart() {}

  public static void main(String[] args) {
    System.out.println("kernels " + Kernels.best().name());
    if (args.length > 0 && args[0].equals("work")) {
      for (int log : new int[] {21, 20, 20, 0, 0}) {
        System.out.println("work " + Kernels.forWork(HashSuite.poseidon2(), 1L << log).name());
      }
      return;
    }
    if (args.length > 0) {
      actions(Kernels.best()).values().forEach(Runnable::run);
      System.out.println("cells " + MATRICES.stream().mapToInt(KernelStart::hash).sum());
      System.out.println("done");
      return;
    }
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    actions(Kernels.best())
        .forEach((name, action) -> {
          long end = System.nanoTime() + PATIENCE_NANOS;
          long bytes;
          do {
            for (int i = 0; i < 20; i++) {
              action.run();
            }
            bytes = threads.getCurrentThreadAllocatedBytes();
            action.run();
            bytes = threads.getCurrentThreadAllocatedBytes() - bytes;
          } while (bytes > SCRATCH_BYTES && System.nanoTime() < end);
          if (bytes > SCRATCH_BYTES) {
            System.out.println("boxing " + name + ": " + bytes + " bytes a call");
          }
        });
    System.out.println("done");
  }

  private static Map<String, Runnable> actions(Kernels kernels) {
    Map<String, Runnable> actions = new LinkedHashMap<>();
    HashSuite.all().forEach(suite -> hashing(suite, kernels, actions));
    ColumnMatrix m = matrix(1 << 14, 8);
    actions.put(
        "transforms",
        () -> {
          int[] d = m.data();
          kernels.transform().interpolate(d, m.offset(0), d, m.offset(1), 14, KoalaBear.ONE);
          kernels.transform().evaluate(d, m.offset(1), d, m.offset(2), 14, KoalaBear.GENERATOR);
          // No coefficients may stay behind: their order is each kernel's own.
          kernels.transform().evaluate(d, m.offset(1), d, m.offset(1), 14, 7);
        });
    ColumnMatrix v = matrix(ROWS, 4);
    int[] sums = v.data().clone();
    actions.put(
        "weighted sums", () -> kernels.dots().weightedSums(m, 0, 8, 0, ROWS - 8, v, 1, sums));
    actions.put("combinations", () -> kernels.dots().combineColumns(m, sums, 0, v, 0, ROWS));
    int[] units = Arrays.stream(v.data()).map(x -> Math.max(1, x)).toArray();
    repeat(actions, "base inversion", () -> kernels.blocks().invert(units, 12, ROWS));
    repeat(
        actions,
        "multiply-add",
        () -> kernels.blocks().addProduct(sums, 0, sums, 0, sums, 0, ROWS));
    actions.put("inversion", () -> kernels.ext().invert(v, 0, ROWS));
    actions.put("products", () -> kernels.ext().mul(v, v, v, 0, ROWS));
    Ext e = new Ext(3, 4, 5, 6);
    DeepPoints points = new DeepPoints(e, e, e.square(), e, e);
    actions.put(
        "DEEP quotients",
        () -> kernels.ext().deepQuotient(v, points, KoalaBear.ONE, KoalaBear.GENERATOR, 0, ROWS));
    ColumnMatrix codeword = matrix(8 * ROWS, 4);
    actions.put("folding", () -> kernels.ext().fold(codeword, 0, ROWS, 3, e, 5, 7, v, 0, 0, ROWS));
    constraints(kernels.constraints(), actions);
    return actions;
  }

  /** Many calls each: a boxing one allocates some 48 bytes a row. */
  private static void constraints(ConstraintKernel k, Map<String, Runnable> actions) {
    ColumnMatrix m = matrix(ROWS, 24);
    int[] d = m.data();
    int s = m.offset(1) - m.offset(0);
    int a = m.offset(0);
    int b = m.offset(4);
    int c = m.offset(8);
    int base = m.offset(12);
    int out = m.offset(16);
    int[][] sources = {d, d, d, d};
    int[] offsets = {a, b, c, base};
    long[] factors = Arrays.stream(d, 20, 36).asLongStream().toArray();
    repeat(actions, "sums", () -> k.dot(sources, offsets, 4, factors, factors, d, out, s, ROWS));
    repeat(actions, "extension", () -> k.mulExt(d, a, s, d, b, s, d, out, s, ROWS));
    repeat(actions, "inverses", () -> k.invert(d, a, s, d, out, s, ROWS));
    repeat(actions, "two scaled", () -> k.combine(d, a, d, base, b, d, base, s, d, out, s, ROWS));
    repeat(actions, "constant less", () -> k.subtractFrom(5, d, a, d, out, ROWS));
  }

  private static void repeat(Map<String, Runnable> actions, String name, Runnable action) {
    actions.put(
        name,
        () -> {
          for (int i = 0; i < 32; i++) {
            action.run();
          }
        });
  }

  private static void hashing(HashSuite suite, Kernels kernels, Map<String, Runnable> actions) {
    HashKernel hash = kernels.hash(suite);
    ColumnMatrix digests = matrix(ROWS, 8);
    for (int width : new int[] {8, 40}) {
      RowColumns columns = RowColumns.of(List.of(matrix(ROWS, width)), 0);
      Segment segment = new Segment(width, 0, columns, 10, null, 0, digests, true);
      actions.put(suite.id() + " rows of " + width, () -> hash.absorb(segment, 0, ROWS));
    }
    ColumnMatrix parents = matrix(ROWS / 2, 8);
    actions.put(suite.id() + " nodes", () -> hash.compress(digests, parents, 0, ROWS / 2));
    int[] state = new int[16];
    actions.put(suite.id() + " grinding", () -> kernels.grind(suite).search(state, 3, 30, 0, ROWS));
  }

  private static ColumnMatrix matrix(int height, int width) {
    ColumnMatrix m = ColumnMatrix.allocate(height, width);
    int x = 7;
    for (int j = 0; j < width; j++) {
      for (int r = 0; r < height; r++) {
        x = KoalaBear.add(KoalaBear.mul(x, KoalaBear.GENERATOR), KoalaBear.ONE);
        m.set(j, r, x);
      }
    }
    MATRICES.add(m);
    return m;
  }

  private static int hash(ColumnMatrix m) {
    int hash = 0;
    for (int j = 0; j < m.width(); j++) {
      for (int r = 0; r < m.height(); r++) {
        hash = 31 * hash + m.get(j, r);
      }
    }
    return hash;
  }
}
