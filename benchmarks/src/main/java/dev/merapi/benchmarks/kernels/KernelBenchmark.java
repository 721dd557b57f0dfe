package dev.merapi.benchmarks.kernels;

import dev.merapi.stark.kernel.Kernels;
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
import org.openjdk.jmh.annotations.Warmup;

/** Nanoseconds one call takes of a {@link KernelCase}, which knows the units of work in it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 3,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Xmx3g"})
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class KernelBenchmark {
  @Param({
    "permutation-16",
    "permutation-24",
    "leaves",
    "tree-layer",
    "blake3-leaves",
    "blake3-layer",
    "grinding",
    "blake3-grinding",
    "ntt-inverse-16",
    "ntt-inverse-20",
    "ntt-forward-16",
    "ntt-forward-20",
    "lde",
    "commit",
    "multiply-add",
    "inversion",
    "openings",
    "deep",
    "fold",
    "deep-quotient",
    "extension-inversion",
    "log-up",
    "constraints"
  })
  public String kernel = "permutation-16";

  @Param({"best", "scalar"})
  public String kernels = "best";

  private Runnable work = () -> {};

  @Setup
  public void prepare() {
    Kernels chosen = kernels.equals("scalar") ? Kernels.scalar() : Kernels.best();
    work = KernelCases.of(kernel).prepare().apply(chosen).run();
  }

  @Benchmark
  public void call() {
    work.run();
  }
}
