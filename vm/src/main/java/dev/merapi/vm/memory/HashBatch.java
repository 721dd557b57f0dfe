package dev.merapi.vm.memory;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.hash.HashSuite;
import dev.merapi.stark.kernel.HashKernel;
import dev.merapi.stark.kernel.Kernels;
import dev.merapi.vm.verification.MemoryHash;

/**
 * Some compressions ({@link MemoryHash}) computed together by vectors: filled row by row, computed,
 * read row by row. For one thread.
 */
final class HashBatch {
  private static final int DIGEST = Compressions.DIGEST;

  /** Rows from which the rest of a vector's lanes are computed in vain rather than one by one. */
  private static final int WORTHWHILE = 4;

  private static final int LANES = 16;

  private final HashKernel kernel;
  private final int most;
  private final ColumnMatrix children;
  private final ColumnMatrix parents;

  /** With room for so many rows. */
  HashBatch(int rows, Kernels kernels) {
    kernel = kernels.hash(HashSuite.poseidon2());
    most = (rows + LANES - 1) / LANES * LANES;
    children = ColumnMatrix.allocate(2 * most, DIGEST);
    parents = ColumnMatrix.allocate(most, DIGEST);
  }

  /** Sets the sixteen words of a row's input. */
  void set(int row, int[] words, int at) {
    int[] data = children.data();
    for (int word = 0; word < DIGEST; word++) {
      int left = children.offset(word) + row;
      data[left] = words[at + word];
      data[left + most] = words[at + DIGEST + word];
    }
  }

  /** Computes the first rows. */
  void compute(int rows) {
    int rest = rows % LANES;
    kernel.compress(children, parents, 0, rest < WORTHWHILE ? rows : rows - rest + LANES);
  }

  /** Copies the digest of a computed row. */
  void digest(int row, int[] out, int at) {
    int[] left = children.data();
    int[] permuted = parents.data();
    for (int word = 0; word < DIGEST; word++) {
      out[at + word] =
          KoalaBear.add(permuted[parents.offset(word) + row], left[children.offset(word) + row]);
    }
  }
}
