package dev.merapi.stark.kernel;

/** The two forms of {@link ConstraintKernel}; the vector form is loaded on first use only. */
final class ConstraintKernels {
  private static final ConstraintKernel SCALAR = new ScalarConstraints();

  private ConstraintKernels() {}

  /** The form that goes with a {@link Kernels#name()}. */
  static ConstraintKernel of(String kernels) {
    return kernels.startsWith("vector") ? Vector.INSTANCE : SCALAR;
  }

  private static final class Vector {
    static final ConstraintKernel INSTANCE = new VectorConstraints();
  }
}
