package dev.merapi.stark.kernel;

/** Assembles the vector kernels. Loaded only where the module jdk.incubator.vector is present. */
final class VectorKernels {
  private VectorKernels() {}

  static Kernels create() {
    return new Kernels(
        Kernels.VECTOR + "-" + Lanes.I.vectorBitSize(),
        new ScalarBlocks(),
        new VectorTransform(),
        new VectorPoseidon2(),
        new ScalarDots(),
        new ScalarExt(),
        new ScalarGrind());
  }
}
