package dev.merapi.benchmarks.kernels;

import dev.merapi.benchmarks.kernels.KernelCase.Work;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.hash.HashSuite;
import dev.merapi.stark.kernel.HashKernel;
import dev.merapi.stark.kernel.HashKernel.Segment;
import dev.merapi.stark.kernel.Kernels;
import dev.merapi.stark.kernel.RowColumns;
import java.util.List;
import java.util.function.Function;

/** Hashing and grinding. */
final class HashCases {
  private static final HashSuite POSEIDON2 = HashSuite.poseidon2();
  private static final HashSuite BLAKE3 = HashSuite.blake3();
  private static final int ROWS = 1 << 16;
  private static final int NONCES = 1 << 12;

  private HashCases() {}

  static List<KernelCase> all() {
    return List.of(
        new KernelCase("permutation-16", "permutation", 128, true, nodes(POSEIDON2, 256)),
        new KernelCase("permutation-24", "permutation", 3 * 128, true, rows(POSEIDON2, 128, 48)),
        new KernelCase("leaves", "cell", 64.0 * ROWS, true, rows(POSEIDON2, ROWS, 64)),
        new KernelCase("tree-layer", "node", ROWS, true, nodes(POSEIDON2, 2 * ROWS)),
        new KernelCase("blake3-leaves", "cell", 64.0 * ROWS, true, rows(BLAKE3, ROWS, 64)),
        new KernelCase("blake3-layer", "node", ROWS, false, nodes(BLAKE3, 2 * ROWS)),
        new KernelCase("grinding", "nonce", NONCES, false, grinding(POSEIDON2)),
        new KernelCase("blake3-grinding", "nonce", NONCES, false, grinding(BLAKE3)));
  }

  private static Function<Kernels, Work> nodes(HashSuite suite, int height) {
    return kernels -> {
      HashKernel hash = kernels.hash(suite);
      ColumnMatrix children = Inputs.fill(height, HashSuite.DIGEST_WORDS);
      ColumnMatrix parents = ColumnMatrix.allocate(height / 2, HashSuite.DIGEST_WORDS);
      return new Work(
          () -> hash.compress(children, parents, 0, height / 2), () -> Inputs.checksum(parents));
    };
  }

  private static Function<Kernels, Work> rows(HashSuite suite, int height, int width) {
    return kernels -> {
      HashKernel hash = kernels.hash(suite);
      ColumnMatrix digests = ColumnMatrix.allocate(height, HashSuite.DIGEST_WORDS);
      RowColumns columns = RowColumns.of(List.of(Inputs.fill(height, width)), 0);
      int log = Integer.numberOfTrailingZeros(height);
      Segment segment = new Segment(width, 0, columns, log, null, 0, digests, true);
      return new Work(() -> hash.absorb(segment, 0, height), () -> Inputs.checksum(digests));
    };
  }

  /** No nonce is a hit for 30 bits, so that all are tried. */
  private static Function<Kernels, Work> grinding(HashSuite suite) {
    return kernels -> {
      int[] state = new int[16];
      int[] found = new int[1];
      return new Work(
          () -> found[0] = kernels.grind(suite).search(state, 3, 30, 0, NONCES), () -> found[0]);
    };
  }
}
