package dev.merapi.benchmarks.kernels;

import dev.merapi.benchmarks.kernels.KernelCase.Work;
import dev.merapi.stark.air.AirCompiler;
import dev.merapi.stark.air.BusSet;
import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.air.trace.LogUpChallenges;
import dev.merapi.stark.air.trace.LogUpGenerator;
import dev.merapi.stark.air.trace.QuotientEvaluator;
import dev.merapi.stark.air.trace.QuotientInputs;
import dev.merapi.stark.air.trace.SelectorTable;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.Ext;
import dev.merapi.stark.kernel.Kernels;
import dev.merapi.stark.parallel.Parallel;
import java.util.List;

/** What the rows of an instruction chip cost on one thread at blowup 2. */
final class ProverCases {
  private static final int LOG_HEIGHT = 16;
  private static final int ROWS = 1 << LOG_HEIGHT;
  private static final int POINTS = 2 * ROWS;
  private static final int[] PUBLIC_VALUES = {};
  private static final Parallel ALONE = Parallel.sequential();

  private ProverCases() {}

  static List<KernelCase> all() {
    return List.of(
        new KernelCase("log-up", "row of the trace", ROWS, false, ProverCases::logUp),
        new KernelCase("constraints", "point", POINTS, false, ProverCases::quotient));
  }

  private static CompiledAir air() {
    return AirCompiler.compile(new ModelChip(), 3);
  }

  private static LogUpChallenges challenges(CompiledAir air) {
    int width = BusSet.of(List.of(air)).maxWidth();
    return LogUpChallenges.of(new Ext(3, 1, 4, 1), new Ext(5, 9, 2, 6), width);
  }

  /** Fractions of the messages and their running sums. */
  private static Work logUp(Kernels kernels) {
    CompiledAir air = air();
    LogUpChallenges challenges = challenges(air);
    ColumnMatrix trace = Inputs.fill(ROWS, air.mainWidth());
    ColumnMatrix aux = ColumnMatrix.allocate(ROWS, air.auxWidth());
    return new Work(
        () ->
            LogUpGenerator.generate(
                air, trace, null, PUBLIC_VALUES, challenges, aux, ALONE, kernels),
        () -> Inputs.checksum(aux));
  }

  private static Work quotient(Kernels kernels) {
    CompiledAir air = air();
    ColumnMatrix sum = ColumnMatrix.allocate(POINTS, Ext.DEGREE);
    SelectorTable selectors = SelectorTable.create(LOG_HEIGHT, 1, 1, ALONE);
    QuotientInputs inputs =
        new QuotientInputs(
            Inputs.fill(POINTS, air.mainWidth()),
            null,
            Inputs.fill(POINTS, air.auxWidth()),
            PUBLIC_VALUES,
            challenges(air),
            new Ext(5, 3, 5, 8),
            new Ext(9, 7, 9, 3));
    return new Work(
        () -> QuotientEvaluator.addTo(sum, air, selectors, inputs, Ext.ONE, ALONE, kernels),
        () -> Inputs.checksum(sum));
  }
}
