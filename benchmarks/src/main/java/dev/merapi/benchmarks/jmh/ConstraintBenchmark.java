package dev.merapi.benchmarks.jmh;

import dev.merapi.stark.air.AirCompiler;
import dev.merapi.stark.air.BusSet;
import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.air.trace.LogUpChallenges;
import dev.merapi.stark.air.trace.LogUpGenerator;
import dev.merapi.stark.air.trace.LogUpTrace;
import dev.merapi.stark.air.trace.QuotientEvaluator;
import dev.merapi.stark.air.trace.QuotientInputs;
import dev.merapi.stark.air.trace.SelectorTable;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.Ext;
import dev.merapi.stark.kernel.Kernels;
import dev.merapi.stark.parallel.Parallel;
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

/**
 * What an instruction chip costs on one thread at blowup 2: its LogUp columns, in nanoseconds a row
 * of the trace, and its quotient, in nanoseconds a point of the evaluation domain.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Xmx3g"})
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 2)
public class ConstraintBenchmark {
  private static final int LOG_HEIGHT = 17;
  private static final int ROWS = 1 << LOG_HEIGHT;
  private static final int POINTS = 2 * ROWS;
  private static final int[] PUBLIC_VALUES = {};

  @Param({"best", "scalar"})
  public String kernels = "best";

  private final CompiledAir air = AirCompiler.compile(new ModelChip(), 3);
  private final Parallel parallel = Parallel.sequential();
  private final LogUpChallenges challenges =
      LogUpChallenges.of(
          new Ext(3, 1, 4, 1), new Ext(5, 9, 2, 6), BusSet.of(List.of(air)).maxWidth());
  private Kernels chosen = Kernels.scalar();
  private ColumnMatrix trace = ColumnMatrix.allocate(1, 1);
  private ColumnMatrix sum = trace;
  private ColumnMatrix aux = trace;
  private QuotientInputs inputs =
      new QuotientInputs(trace, null, trace, PUBLIC_VALUES, challenges, Ext.ONE, Ext.ONE);
  private SelectorTable selectors = SelectorTable.create(1, 1, 1, parallel);

  @Setup
  public void fill() {
    chosen = Columns.kernels(kernels);
    trace = Columns.random(ROWS, air.mainWidth());
    sum = ColumnMatrix.allocate(POINTS, Ext.DEGREE);
    aux = ColumnMatrix.allocate(ROWS, air.auxWidth());
    selectors = SelectorTable.create(LOG_HEIGHT, 1, 1, parallel);
    inputs =
        new QuotientInputs(
            Columns.random(POINTS, air.mainWidth()),
            null,
            Columns.random(POINTS, air.auxWidth()),
            PUBLIC_VALUES,
            challenges,
            new Ext(5, 3, 5, 8),
            new Ext(9, 7, 9, 3));
  }

  @Benchmark
  @OperationsPerInvocation(ROWS)
  public LogUpTrace logUp() {
    return LogUpGenerator.generate(
        air, trace, null, PUBLIC_VALUES, challenges, aux, parallel, chosen);
  }

  @Benchmark
  @OperationsPerInvocation(POINTS)
  public ColumnMatrix quotient() {
    QuotientEvaluator.addTo(sum, air, selectors, inputs, Ext.ONE, parallel, chosen);
    return sum;
  }
}
