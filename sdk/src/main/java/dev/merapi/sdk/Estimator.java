package dev.merapi.sdk;

import dev.merapi.sdk.codec.SegmentSizes;
import dev.merapi.sdk.segment.FinishedSegment;
import dev.merapi.vm.executor.SegmentPlan;
import dev.merapi.vm.executor.SegmentShape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Tells from the metered segments of a run what proving them takes. Memory follows from their
 * shapes alone. Time follows from a small piece of the run that is proven on the spot until that
 * gets no faster: the first work of a run takes as long as the first pieces did, with kernels that
 * are not compiled yet, and all further work a little less than the fastest.
 */
final class Estimator {

  /** Guest instructions of the piece. */
  static final long PIECE = 1 << 17;

  private static final int MOST_PIECES = 12;

  /**
   * What all further work takes in times of the fastest piece: the compiler goes on improving for
   * half a minute, and tall tables keep the processors busier. Found on five guests.
   */
  private static final double LATER = 0.75;

  /** Pieces in a row that are not faster than the best before them by {@link #GAIN}. */
  private static final int PATIENCE = 2;

  private static final double GAIN = 0.95;

  /**
   * What a row of the tallest table costs beside the cells: quotient, trees, low-degree test; in
   * cells.
   */
  private static final int CELLS_PER_ROW = 60;

  /** What a proof costs of whatever height: proofs of work, queries, small tables; in cells. */
  private static final int CELLS_PER_PROOF = 7_000_000;

  /**
   * What a proof with compact extensions takes in times of one with full ones, as the pieces have:
   * docs/decisions.md.
   */
  private static final double COMPACT = 1.2;

  private final Machine machine;
  private final ProofBudget budget;

  Estimator(Machine machine, ProofBudget budget) {
    this.machine = machine;
    this.budget = budget;
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
    List<Piece> pieces = proveUntilWarm(piece);
    long instructions = 0;
    long mainCells = 0;
    long totalCells = 0;
    double work = 0; // cells
    List<Long> workspaces = budget.workspaces(segments);
    for (SegmentPlan plan : segments) {
      List<SegmentSizes.Rows> rows = rows(plan.shape());
      TraceArea area = TraceArea.of(machine.airs(), rows);
      instructions += plan.instructions();
      mainCells += area.mainCellsUsed();
      totalCells += area.totalCellsUsed();
      work += (budget.compact(plan.shape(), workspaces) ? COMPACT : 1) * work(rows);
    }
    double time = seconds(metering) + seconds(work, pieces);
    return new Estimate(
        instructions,
        segments.size(),
        mainCells,
        totalCells,
        (long) pieces.getFirst().segment().stark().length * segments.size(),
        budget.usualProcessBytes(segments),
        Duration.ofMillis(Math.round(1e3 * time)));
  }

  private static List<Piece> proveUntilWarm(Supplier<Piece> piece) {
    List<Piece> pieces = new ArrayList<>();
    double best = Double.POSITIVE_INFINITY;
    int idle = 0;
    while (idle < PATIENCE && pieces.size() < MOST_PIECES) {
      Piece next = piece.get();
      pieces.add(next);
      idle = seconds(next.time()) < GAIN * best ? 0 : idle + 1;
      best = Math.min(best, seconds(next.time()));
    }
    return pieces;
  }

  /** Seconds that work takes which begins where the pieces began. */
  private double seconds(double work, List<Piece> pieces) {
    double left = work;
    double time = 0;
    double fastest = Double.POSITIVE_INFINITY;
    for (Piece piece : pieces) {
      double rate = seconds(piece.time()) / work(piece.segment().sizes().rows());
      double part = Math.min(left, work(piece.segment().sizes().rows()));
      time += rate * part;
      left -= part;
      fastest = Math.min(fastest, rate);
    }
    return time + LATER * fastest * left;
  }

  /** What proving traces of these heights costs, in cells. */
  private double work(List<SegmentSizes.Rows> rows) {
    int tallest = rows.stream().mapToInt(SegmentSizes.Rows::all).max().orElse(0);
    return TraceArea.of(machine.airs(), rows).cells()
        + (double) CELLS_PER_ROW * tallest
        + CELLS_PER_PROOF;
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
