package dev.merapi.sdk;

import dev.merapi.sdk.codec.SegmentSizes;
import dev.merapi.sdk.segment.FinishedSegment;
import dev.merapi.vm.executor.SegmentPlan;
import dev.merapi.vm.executor.SegmentShape;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Tells from the metered segments of a run what proving them takes. Memory follows from their
 * shapes alone. Time follows from a small piece of the run that is proven twice on the spot: the
 * second proof says how fast this machine is, the first how much slower it is as long as its
 * kernels are not compiled.
 */
final class Estimator {

  /** Guest instructions of the piece. */
  static final long PIECE = 1 << 17;

  /**
   * What a row of the tallest table costs beside the cells: quotient, trees, low-degree test; in
   * cells.
   */
  private static final int CELLS_PER_ROW = 60;

  /**
   * Compiling goes on, and slow code runs, for longer than the first piece takes. In times that
   * piece's delay.
   */
  private static final double WARM_UP = 1.5;

  private final Machine machine;
  private final MemoryModel model;

  Estimator(Machine machine, MemoryModel model) {
    this.machine = machine;
    this.model = model;
  }

  /**
   * A piece that was proven.
   *
   * @param segment its proof
   * @param time what it took from checkpoint to proof
   */
  record Piece(FinishedSegment segment, Duration time) {}

  /**
   * The estimate for a run.
   *
   * @param segments its segments
   * @param metering what finding them took
   * @param piece proves the piece
   */
  Estimate estimate(List<SegmentPlan> segments, Duration metering, Supplier<Piece> piece) {
    Piece first = piece.get();
    Piece second = piece.get();
    double delay = Math.max(0, seconds(first.time()) - seconds(second.time()));
    double rate = seconds(second.time()) / work(second.segment().sizes().rows());
    long instructions = 0;
    long mainCells = 0;
    long totalCells = 0;
    double work = 0;
    for (SegmentPlan plan : segments) {
      List<SegmentSizes.Rows> rows = rows(plan.shape());
      TraceArea area = TraceArea.of(machine.airs(), rows);
      instructions += plan.instructions();
      mainCells += area.mainCellsUsed();
      totalCells += area.totalCellsUsed();
      work += work(rows);
    }
    double time = seconds(metering) + rate * work + WARM_UP * delay;
    return new Estimate(
        instructions,
        segments.size(),
        mainCells,
        totalCells,
        (long) second.segment().stark().length * segments.size(),
        model.usualProcessBytes(segments),
        Duration.ofMillis(Math.round(1e3 * time)));
  }

  /** What proving traces of these heights costs, in cells. */
  private double work(List<SegmentSizes.Rows> rows) {
    int tallest = rows.stream().mapToInt(SegmentSizes.Rows::all).max().orElse(0);
    return TraceArea.of(machine.airs(), rows).cells() + (double) CELLS_PER_ROW * tallest;
  }

  private static List<SegmentSizes.Rows> rows(SegmentShape shape) {
    return shape.tables().stream()
        .map(table -> new SegmentSizes.Rows(table.rows(), table.height()))
        .toList();
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }
}
