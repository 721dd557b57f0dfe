package dev.merapi.stark.kernel;

import dev.merapi.stark.hash.Blake3Suite;
import dev.merapi.stark.hash.HashSuite;
import dev.merapi.stark.hash.Poseidon2Suite;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One choice of inner loops. All choices give the same results to the last bit; they differ in
 * speed only. {@code -Dmerapi.kernel=scalar} or {@code vector} forces what {@link #best()} and
 * {@link #forWork} return.
 */
public final class Kernels {
  /** The system property that forces a choice. */
  static final String PROPERTY = "merapi.kernel";

  static final String VECTOR = "vector";
  static final String VECTOR_MODULE = "jdk.incubator.vector";

  /**
   * What a JVM computes with scalar kernels. In this much, on two threads, they lose the second and
   * a half which the vector kernels would have spent uncompiled.
   */
  private static final long FEW_CELLS = 1 << 22;

  private static final Kernels SCALAR =
      scalar(new ScalarGrind(HashSuite.poseidon2()), new ScalarGrind(HashSuite.blake3()));

  private static final AtomicLong CELLS = new AtomicLong();

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

  private static Kernels scalar(GrindKernel poseidon2, GrindKernel blake3) {
    return new Kernels(
        "scalar",
        new ScalarBlocks(),
        new ScalarTransform(),
        new Hashing(new ScalarPoseidon2(), poseidon2),
        new Hashing(new ScalarBlake3(), blake3),
        new ScalarDots(),
        new ScalarExt());
  }

  /** Plain Java, one element at a time. */
  public static Kernels scalar() {
    return SCALAR;
  }

  /**
   * The fastest for a piece of work in this JVM: {@link #best()}, but scalar kernels as long as all
   * work so far, this piece included, is too little to repay what vector kernels cost before they
   * are compiled. One piece is to be done with the kernels of one call.
   *
   * @param suite whose proofs of work are part of it
   * @param cells of the matrices to be committed
   */
  public static Kernels forWork(HashSuite suite, long cells) {
    Kernels best = best();
    if (best == SCALAR || Best.FORCED || CELLS.addAndGet(cells) > FEW_CELLS) {
      return best;
    }
    return Small.begun(suite);
  }

  /** The fastest this JVM and machine offer, once compiled. */
  public static Kernels best() {
    return Best.KERNELS;
  }

  /** Chosen on first use. */
  private static final class Best {
    static final boolean FORCED = System.getProperty(PROPERTY) != null;
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

  /**
   * Scalar kernels for proofs of little work; but a proof of work is as long for a short program as
   * for any, and is searched by the vector form once that is compiled.
   */
  private static final class Small {
    static final Kernels KERNELS = scalar(grind(HashSuite.poseidon2()), grind(HashSuite.blake3()));

    static Kernels begun(HashSuite suite) {
      if (KERNELS.grind(suite) instanceof WarmingGrind grind) {
        grind.begin();
      }
      return KERNELS;
    }

    private static GrindKernel grind(HashSuite suite) {
      return new WarmingGrind(SCALAR.grind(suite), best().grind(suite));
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
