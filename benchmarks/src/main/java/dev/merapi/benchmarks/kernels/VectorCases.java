package dev.merapi.benchmarks.kernels;

import dev.merapi.benchmarks.kernels.KernelCase.Work;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.Ext;
import dev.merapi.stark.kernel.BlockKernel;
import dev.merapi.stark.kernel.ExtKernel.DeepPoints;
import dev.merapi.stark.kernel.Kernels;
import java.util.Arrays;
import java.util.List;

/** Element-wise arithmetic, sums of products, extension vectors. */
final class VectorCases {
  private static final int ELEMENTS = 2048;
  private static final int ROWS = 1 << 14;
  private static final int COLUMNS = 64;
  private static final int PART = 1 << 12;
  private static final Ext BETA = new Ext(3, 4, 5, 6);

  private VectorCases() {}

  static List<KernelCase> all() {
    double cells = (double) ROWS * COLUMNS;
    return List.of(
        new KernelCase("multiply-add", "element", ELEMENTS, true, VectorCases::multiplyAdd),
        new KernelCase("inversion", "element", ELEMENTS, true, VectorCases::inversion),
        new KernelCase("openings", "cell at two points", cells, true, VectorCases::openings),
        new KernelCase("deep", "cell", cells, true, VectorCases::deep),
        new KernelCase("fold", "element folded", 8 * PART, true, VectorCases::fold),
        new KernelCase("deep-quotient", "row", ROWS, false, VectorCases::deepQuotient),
        new KernelCase("extension-inversion", "element", ROWS, false, VectorCases::extInversion));
  }

  private static Work multiplyAdd(Kernels kernels) {
    ColumnMatrix m = Inputs.fill(ELEMENTS, 3);
    int[] d = m.data();
    BlockKernel blocks = kernels.blocks();
    return new Work(
        () -> blocks.addProduct(d, m.offset(0), d, m.offset(1), d, m.offset(2), ELEMENTS),
        () -> Inputs.checksum(m, 2, 3));
  }

  private static Work inversion(Kernels kernels) {
    ColumnMatrix m = Inputs.fill(ELEMENTS, 3);
    return new Work(
        () -> kernels.blocks().invert(m.data(), m.offset(0), ELEMENTS),
        () -> Inputs.checksum(m, 0, 1));
  }

  private static Work openings(Kernels kernels) {
    ColumnMatrix m = Inputs.fill(ROWS, COLUMNS);
    ColumnMatrix weights = Inputs.fill(ROWS + 1, Ext.DEGREE);
    int[] sums = new int[8 * COLUMNS];
    return new Work(
        () -> kernels.dots().weightedSums(m, 0, COLUMNS, 0, ROWS, weights, 1, sums),
        () -> Arrays.stream(sums).reduce(0, (h, x) -> 31 * h + x));
  }

  private static Work deep(Kernels kernels) {
    ColumnMatrix m = Inputs.fill(ROWS, COLUMNS);
    ColumnMatrix weights = Inputs.fill(ROWS + 1, Ext.DEGREE);
    int from = weights.offset(0);
    int[] coefficients = Arrays.copyOfRange(weights.data(), from, from + 4 * COLUMNS);
    ColumnMatrix sum = Inputs.zeros(ROWS, Ext.DEGREE);
    return new Work(
        () -> kernels.dots().combineColumns(m, coefficients, 0, sum, 0, ROWS),
        () -> Inputs.checksum(sum));
  }

  private static Work fold(Kernels kernels) {
    ColumnMatrix codeword = Inputs.fill(8 * PART, Ext.DEGREE);
    ColumnMatrix folded = Inputs.zeros(PART, Ext.DEGREE);
    return new Work(
        () -> kernels.ext().fold(codeword, 0, PART, 3, BETA, 5, 7, folded, 0, 0, PART),
        () -> Inputs.checksum(folded));
  }

  private static Work deepQuotient(Kernels kernels) {
    ColumnMatrix v = Inputs.fill(ROWS, Ext.DEGREE);
    DeepPoints points = new DeepPoints(BETA, BETA, BETA.square(), BETA, BETA);
    return new Work(
        () -> kernels.ext().deepQuotient(v, points, 5, 7, 0, ROWS), () -> Inputs.checksum(v));
  }

  private static Work extInversion(Kernels kernels) {
    ColumnMatrix v = Inputs.fill(ROWS, Ext.DEGREE);
    return new Work(() -> kernels.ext().invert(v, 0, ROWS), () -> Inputs.checksum(v));
  }
}
