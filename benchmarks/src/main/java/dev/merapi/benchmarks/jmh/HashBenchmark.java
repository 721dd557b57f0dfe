package dev.merapi.benchmarks.jmh;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.hash.HashSuite;
import dev.merapi.stark.kernel.HashKernel;
import dev.merapi.stark.kernel.HashKernel.Segment;
import dev.merapi.stark.kernel.Kernels;
import dev.merapi.stark.kernel.RowColumns;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Nanoseconds a node of a tree, and nanoseconds for 16 words of its rows. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 5, time = 3)
@Measurement(iterations = 5, time = 1)
public class HashBenchmark {
  private static final int LEAVES = 1024;

  private static final int WIDTH = 64;

  @Param({"poseidon2", "blake3"})
  public String suite = "poseidon2";

  @Param({"best", "scalar"})
  public String kernels = "best";

  private HashKernel hash = Kernels.scalar().hash(HashSuite.of(suite));
  private final ColumnMatrix digests = Columns.random(LEAVES, HashSuite.DIGEST_WORDS);
  private final ColumnMatrix parents = Columns.random(LEAVES / 2, HashSuite.DIGEST_WORDS);
  private final Segment segment =
      new Segment(
          WIDTH,
          0,
          RowColumns.of(List.of(Columns.random(LEAVES, WIDTH)), 0),
          10,
          null,
          0,
          digests,
          true);

  @Setup
  public void choose() {
    hash = Columns.kernels(kernels).hash(HashSuite.of(suite));
  }

  @Benchmark
  @OperationsPerInvocation(LEAVES / 2)
  public ColumnMatrix nodes() {
    hash.compress(digests, parents, 0, LEAVES / 2);
    return parents;
  }

  @Benchmark
  @OperationsPerInvocation(LEAVES * WIDTH / 16)
  public ColumnMatrix rows() {
    hash.absorb(segment, 0, LEAVES);
    return digests;
  }
}
