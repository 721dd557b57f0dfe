package dev.merapi.stark.kernel;

import dev.merapi.stark.kernel.Kernels.Hashing;

/** Assembles the vector kernels. Loaded only where the module jdk.incubator.vector is present. */
final class VectorKernels {
  private VectorKernels() {}

  static Kernels create() {
    return new Kernels(
        Kernels.VECTOR + "-" + Lanes.I.vectorBitSize(),
        new VectorBlocks(),
        new VectorTransform(),
        new Hashing(new VectorPoseidon2(), new VectorPoseidon2Grind()),
        new Hashing(new VectorBlake3(), new VectorBlake3Grind()),
        new VectorDots(),
        new VectorExt());
  }
}
