package dev.merapi.benchmarks.jmh;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.kernel.Kernels;
import dev.merapi.stark.kernel.TransformKernel;
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

/** Microseconds a transform of one column. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 5, time = 3)
@Measurement(iterations = 5, time = 1)
public class TransformBenchmark {
  @Param({"best", "scalar"})
  public String kernels = "best";

  @Param({"12", "16", "20"})
  public int logSize = 12;

  private TransformKernel transform = Kernels.scalar().transform();
  private ColumnMatrix column = ColumnMatrix.allocate(1, 1);

  @Setup
  public void fill() {
    transform = Columns.kernels(kernels).transform();
    column = Columns.random(1 << logSize, 1);
  }

  @Benchmark
  public ColumnMatrix interpolate() {
    int at = column.offset(0);
    transform.interpolate(column.data(), at, column.data(), at, logSize, KoalaBear.ONE);
    return column;
  }

  @Benchmark
  public ColumnMatrix evaluate() {
    int at = column.offset(0);
    transform.evaluate(column.data(), at, column.data(), at, logSize, KoalaBear.GENERATOR);
    return column;
  }
}
