package dev.merapi.stark.air.trace;

import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.Ext;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.kernel.Kernels;
import dev.merapi.stark.parallel.Parallel;
import org.jspecify.annotations.Nullable;

/**
 * Computes the LogUp columns of a trace, as laid out by {@code LogUpLayout}. Segments of rows are
 * independent: each sums from zero, and the sums of the segments before it are added afterwards.
 */
public final class LogUpGenerator {
  private static final int SEGMENT = 1 << 13;

  private LogUpGenerator() {}

  /**
   * The auxiliary matrix and the exposed sum; the same for any number of threads.
   *
   * @param main the trace in natural row order
   * @param committed the committed matrix in natural row order, null when the AIR has none
   * @param publicValues canonical
   * @throws ZeroDenominatorException if a denominator is zero (negligible)
   * @throws IllegalArgumentException if the AIR has no interactions, or a matrix has the wrong
   *     shape
   */
  public static LogUpTrace generate(
      CompiledAir air,
      ColumnMatrix main,
      @Nullable ColumnMatrix committed,
      int[] publicValues,
      LogUpChallenges challenges,
      Parallel parallel) {
    ColumnMatrix aux = ColumnMatrix.allocate(main.height(), air.auxWidth());
    return generate(air, main, committed, publicValues, challenges, aux, parallel, Kernels.best());
  }

  /**
   * As the other form, with kernels given and the matrix to fill.
   *
   * @param aux the trace's height, the AIR's auxiliary width; its cells may hold anything
   */
  public static LogUpTrace generate(
      CompiledAir air,
      ColumnMatrix main,
      @Nullable ColumnMatrix committed,
      int[] publicValues,
      LogUpChallenges challenges,
      ColumnMatrix aux,
      Parallel parallel,
      Kernels kernels) {
    Shapes.check(air, main, committed, publicValues);
    if (!air.hasInteractions()) {
      throw new IllegalArgumentException("AIR " + air.name() + " has no interactions");
    }
    int height = main.height();
    Shapes.width(air, "auxiliary", aux, air.auxWidth(), height);
    BlockProgram program = LogUpLowering.program(air, challenges, publicValues);
    BlockInputs inputs = new BlockInputs(main, committed, null, null);
    int rows = Math.min(height, program.blockRows());
    int segment = Math.min(height, SEGMENT);
    int[] sums = new int[4 * (height / segment)];
    MachinePool pool = new MachinePool(() -> new BlockMachine(program, inputs, aux, rows, kernels));
    try {
      parallel.forRange(
          0,
          height / segment,
          1,
          (from, to) ->
              pool.with(machine -> {
                for (int s = from; s < to; s++) {
                  for (int row = s * segment; row < (s + 1) * segment; row += rows) {
                    machine.run(0, row, height, 0, row, rows);
                    accumulate(machine, program.results()[0], aux, row, rows, sums, 4 * s);
                  }
                }
              }));
    } catch (ArithmeticException e) {
      throw new ZeroDenominatorException(air.name());
    }
    Ext sum = shift(aux, sums, segment, kernels, parallel);
    return new LogUpTrace(aux, air.lastRowIsSilent() ? lastSum(aux) : sum);
  }

  /** The running sum before the last row. */
  private static Ext lastSum(ColumnMatrix aux) {
    int last = aux.height() - 1;
    return new Ext(aux.get(0, last), aux.get(1, last), aux.get(2, last), aux.get(3, last));
  }

  /** The exclusive running sum of the block, going on from the segment's sum so far. */
  private static void accumulate(
      BlockMachine machine,
      int result,
      ColumnMatrix aux,
      int row,
      int rows,
      int[] sums,
      int segment) {
    int[] from = machine.data(result);
    int at = machine.at(result);
    int stride = machine.stride(result);
    int[] to = aux.data();
    int o0 = aux.offset(0) + row;
    int o1 = aux.offset(1) + row;
    int o2 = aux.offset(2) + row;
    int o3 = aux.offset(3) + row;
    int s0 = sums[segment];
    int s1 = sums[segment + 1];
    int s2 = sums[segment + 2];
    int s3 = sums[segment + 3];
    for (int i = 0; i < rows; i++) {
      to[o0 + i] = s0;
      to[o1 + i] = s1;
      to[o2 + i] = s2;
      to[o3 + i] = s3;
      s0 = KoalaBear.add(s0, from[at + i]);
      s1 = KoalaBear.add(s1, from[at + stride + i]);
      s2 = KoalaBear.add(s2, from[at + 2 * stride + i]);
      s3 = KoalaBear.add(s3, from[at + 3 * stride + i]);
    }
    sums[segment] = s0;
    sums[segment + 1] = s1;
    sums[segment + 2] = s2;
    sums[segment + 3] = s3;
  }

  /** Adds to each segment's accumulator the sums of the segments before; returns the sum of all. */
  private static Ext shift(
      ColumnMatrix aux, int[] sums, int segment, Kernels kernels, Parallel parallel) {
    int segments = sums.length / 4;
    int[] before = new int[sums.length];
    Ext sum = Ext.ZERO;
    for (int s = 0; s < segments; s++) {
      sum.write(before, 4 * s);
      sum = sum.add(Ext.read(sums, 4 * s));
    }
    parallel.forRange(
        1,
        segments,
        1,
        (from, to) -> {
          for (int s = from; s < to; s++) {
            for (int q = 0; q < 4; q++) {
              int at = aux.offset(q) + s * segment;
              kernels
                  .blocks()
                  .addConstant(aux.data(), at, before[4 * s + q], aux.data(), at, segment);
            }
          }
        });
    return sum;
  }
}
