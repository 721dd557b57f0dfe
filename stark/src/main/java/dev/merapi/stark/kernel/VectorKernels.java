package dev.merapi.stark.kernel;

/** Assembles the vector kernels. Loaded only where the module jdk.incubator.vector is present. */
final class VectorKernels {
  private VectorKernels() {}

  static Kernels create() {
    BlockKernel blocks = new VectorBlocks();
    DotKernel dots = new VectorDots();
    return new Kernels(
        Kernels.VECTOR + "-" + Lanes.I.vectorBitSize(),
        blocks,
        new VectorTransform(),
        new VectorPoseidon2(),
        dots,
        new BlockExt(blocks, dots),
        new VectorGrind());
  }
}
