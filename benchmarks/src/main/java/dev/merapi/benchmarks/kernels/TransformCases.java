package dev.merapi.benchmarks.kernels;

import dev.merapi.benchmarks.kernels.KernelCase.Work;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.hash.HashSuite;
import dev.merapi.stark.kernel.Kernels;
import dev.merapi.stark.kernel.TransformKernel;
import dev.merapi.stark.memory.Workspace;
import dev.merapi.stark.merkle.LiftedTree;
import dev.merapi.stark.parallel.Parallel;
import dev.merapi.stark.poly.Extension;
import dev.merapi.stark.poly.Lde;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Transforms, low-degree extension, and the commitment made of extension and hashing. */
final class TransformCases {
  private static final int THREADS = 2;
  private static final int CAP_LOG = 4;

  private TransformCases() {}

  static List<KernelCase> all() {
    return List.of(
        transform("ntt-inverse-16", 16, log -> kernels -> inverse(kernels, log)),
        transform("ntt-inverse-20", 20, log -> kernels -> inverse(kernels, log)),
        transform("ntt-forward-16", 16, log -> kernels -> forward(kernels, log)),
        transform("ntt-forward-20", 20, log -> kernels -> forward(kernels, log)),
        new KernelCase("lde", "cell", 8 << 19, true, TransformCases::lde),
        new KernelCase("commit", "commitment in s", 1e9, true, TransformCases::commit));
  }

  private static KernelCase transform(
      String name, int log, Function<Integer, Function<Kernels, Work>> of) {
    return new KernelCase(
        name, "element and layer", (double) log * (1 << log), true, of.apply(log));
  }

  private static Work inverse(Kernels kernels, int log) {
    TransformKernel transform = kernels.transform();
    ColumnMatrix values = Inputs.fill(1 << log, 1);
    ColumnMatrix out = Inputs.zeros(1 << log, 1);
    return new Work(
        () -> interpolate(transform, values, out, log), () -> Inputs.unorderedChecksum(out));
  }

  private static Work forward(Kernels kernels, int log) {
    TransformKernel transform = kernels.transform();
    ColumnMatrix values = Inputs.fill(1 << log, 1);
    ColumnMatrix coefficients = Inputs.zeros(1 << log, 1);
    interpolate(transform, values, coefficients, log);
    int shift = KoalaBear.cosetShift(log + 1);
    return new Work(
        () ->
            transform.evaluate(
                coefficients.data(),
                coefficients.offset(0),
                values.data(),
                values.offset(0),
                log,
                shift),
        () -> Inputs.checksum(values));
  }

  private static void interpolate(
      TransformKernel transform, ColumnMatrix values, ColumnMatrix out, int log) {
    transform.interpolate(
        values.data(), values.offset(0), out.data(), out.offset(0), log, KoalaBear.ONE);
  }

  private static Work lde(Kernels kernels) {
    ColumnMatrix trace = Inputs.fill(1 << 18, 8);
    ColumnMatrix lde = ColumnMatrix.allocate(1 << 19, 8);
    return new Work(
        () -> Lde.extend(trace, 1, lde, Parallel.sequential(), kernels),
        () -> Inputs.checksum(lde));
  }

  /** 64 columns of 2^20 rows, extended by 2 and committed to on two threads. */
  private static Work commit(Kernels kernels) {
    ColumnMatrix trace = Inputs.fill(1 << 20, 64);
    ColumnMatrix lde = ColumnMatrix.allocate(2 << 20, 64);
    ColumnMatrix cap = ColumnMatrix.allocate(1 << CAP_LOG, HashSuite.DIGEST_WORDS);
    ExecutorService executor =
        Executors.newFixedThreadPool(THREADS, Thread.ofPlatform().daemon().factory());
    Parallel parallel = Parallel.of(executor, THREADS);
    Workspace workspace = Workspace.heap();
    return new Work(
        () -> {
          Lde.extend(trace, 1, lde, parallel, kernels);
          HashSuite suite = HashSuite.poseidon2();
          int[] words =
              LiftedTree.commit(
                      List.of(Extension.full(lde, 1)), CAP_LOG, suite, parallel, kernels, workspace)
                  .cap();
          for (int i = 0; i < words.length; i++) {
            cap.set(i % HashSuite.DIGEST_WORDS, i / HashSuite.DIGEST_WORDS, words[i]);
          }
        },
        () -> Inputs.checksum(cap));
  }
}
