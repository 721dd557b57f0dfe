package dev.merapi.benchmarks.jmh;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.hash.HashSuite;
import dev.merapi.stark.kernel.Kernels;
import dev.merapi.stark.memory.Workspace;
import dev.merapi.stark.merkle.LiftedTree;
import dev.merapi.stark.parallel.Parallel;
import dev.merapi.stark.poly.Lde;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Seconds to extend (blowup 2) and commit to a matrix of 64 columns. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Xmx3g"})
@Warmup(iterations = 3)
@Measurement(iterations = 5)
public class CommitmentBenchmark {
  private static final int WIDTH = 64;

  @Param({"poseidon2", "blake3"})
  public String suite = "poseidon2";

  @Param({"best", "scalar"})
  public String kernels = "best";

  @Param({"16", "20"})
  public int logHeight = 16;

  @Param({"1", "2"})
  public int threads = 1;

  private Kernels chosen = Kernels.scalar();
  private ColumnMatrix trace = ColumnMatrix.allocate(1, 1);
  private ColumnMatrix lde = trace;
  private ExecutorService executor = Executors.newCachedThreadPool();

  @Setup
  public void fill() {
    chosen = Columns.kernels(kernels);
    trace = Columns.random(1 << logHeight, WIDTH);
    lde = ColumnMatrix.allocate(2 << logHeight, WIDTH);
    executor = Executors.newFixedThreadPool(threads);
    extend();
  }

  @TearDown
  public void shutDown() {
    executor.shutdown();
  }

  private Parallel parallel() {
    return Parallel.of(executor, threads);
  }

  @Benchmark
  public ColumnMatrix extend() {
    Lde.extend(trace, 1, lde, parallel(), chosen);
    return lde;
  }

  @Benchmark
  public int[] commit() {
    HashSuite hash = HashSuite.of(suite);
    return LiftedTree.commit(List.of(lde), 1, 4, hash, parallel(), chosen, Workspace.heap()).cap();
  }
}
