package dev.merapi.stark.kernel;

import dev.merapi.stark.hash.Blake3Suite;
import dev.merapi.stark.hash.HashSuite;
import dev.merapi.stark.hash.Poseidon2Suite;

/**
 * One choice of inner loops. All choices give the same results to the last bit; they differ in
 * speed only. {@code -Dmerapi.kernel=scalar} or {@code vector} forces what {@link #best()} returns.
 */
public final class Kernels {
  /** The system property that forces a choice. */
  static final String PROPERTY = "merapi.kernel";

  static final String VECTOR = "vector";
  static final String VECTOR_MODULE = "jdk.incubator.vector";

  private static final Kernels SCALAR =
      new Kernels(
          "scalar",
          new ScalarBlocks(),
          new ScalarTransform(),
          new Hashing(new ScalarPoseidon2(), new ScalarGrind(HashSuite.poseidon2())),
          new Hashing(new ScalarBlake3(), new ScalarGrind(HashSuite.blake3())),
          new ScalarDots(),
          new ScalarExt());

  /** What belongs to a hash suite. */
  record Hashing(HashKernel trees, GrindKernel grind) {}

  private final String name;
  private final BlockKernel blocks;
  private final TransformKernel transform;
  private final Hashing poseidon2;
  private final Hashing blake3;
  private final DotKernel dots;
  private final ExtKernel ext;

  Kernels(
      String name,
      BlockKernel blocks,
      TransformKernel transform,
      Hashing poseidon2,
      Hashing blake3,
      DotKernel dots,
      ExtKernel ext) {
    this.name = name;
    this.blocks = blocks;
    this.transform = transform;
    this.poseidon2 = poseidon2;
    this.blake3 = blake3;
    this.dots = dots;
    this.ext = ext;
  }

  /** Plain Java, one element at a time. */
  public static Kernels scalar() {
    return SCALAR;
  }

  /** The fastest this JVM and machine offer. */
  public static Kernels best() {
    return Best.KERNELS;
  }

  /** Chosen on first use. */
  private static final class Best {
    static final Kernels KERNELS = choose();

    private static Kernels choose() {
      String forced = System.getProperty(PROPERTY, "");
      if (forced.equals(SCALAR.name)) {
        return SCALAR;
      }
      if (!forced.isEmpty() && !forced.startsWith(VECTOR)) {
        throw new IllegalArgumentException(
            PROPERTY + "=" + forced + ": expected scalar, vector or vector-<bits>");
      }
      if (ModuleLayer.boot().findModule(VECTOR_MODULE).isEmpty()) {
        if (!forced.isEmpty()) {
          throw new IllegalStateException(
              PROPERTY + "=" + forced + " needs --add-modules " + VECTOR_MODULE);
        }
        System.getLogger(Kernels.class.getName())
            .log(
                System.Logger.Level.WARNING,
                "proving with scalar kernels, about ten times slower: start java with"
                    + " --add-modules "
                    + VECTOR_MODULE);
        return SCALAR;
      }
      if (forced.isEmpty() && Choice.laneBits() < 128) {
        System.getLogger(Kernels.class.getName())
            .log(
                System.Logger.Level.WARNING,
                "proving with scalar kernels: this machine has no vectors of 128 bits (-D"
                    + PROPERTY
                    + "=vector uses them all the same)");
        return SCALAR;
      }
      return VectorKernels.create();
    }
  }

  /** What this is, such as {@code scalar} or {@code vector-512}. */
  public String name() {
    return name;
  }

  /** Element-wise arithmetic. */
  public BlockKernel blocks() {
    return blocks;
  }

  /** Number-theoretic transforms. */
  public TransformKernel transform() {
    return transform;
  }

  /** Tree hashing of a suite. */
  public HashKernel hash(HashSuite suite) {
    return of(suite).trees();
  }

  private Hashing of(HashSuite suite) {
    return switch (suite) {
      case Poseidon2Suite _ -> poseidon2;
      case Blake3Suite _ -> blake3;
    };
  }

  /** Sums of products. */
  public DotKernel dots() {
    return dots;
  }

  /** Extension vectors. */
  public ExtKernel ext() {
    return ext;
  }

  /** Proof-of-work search of a suite. */
  public GrindKernel grind(HashSuite suite) {
    return of(suite).grind();
  }

  /** Constraint programs. */
  public ConstraintKernel constraints() {
    return ConstraintKernels.of(name);
  }

  @Override
  public String toString() {
    return "Kernels[" + name + "]";
  }
}
