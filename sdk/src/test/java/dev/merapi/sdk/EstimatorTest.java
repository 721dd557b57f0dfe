package dev.merapi.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.merapi.sdk.codec.SegmentSizes;
import dev.merapi.sdk.segment.FinishedSegment;
import dev.merapi.vm.executor.SegmentPlan;
import dev.merapi.vm.verification.SegmentPublicValues;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What time is foretold for segments, from a piece that takes a second however often it is proven.
 */
class EstimatorTest {

  private static final SegmentPlan TALL = ProofBudgetTest.TALL;
  private static final SegmentPlan LOWER = ProofBudgetTest.LOWER;

  private static double seconds(SegmentPlan plan, ProofBudget budget) {
    List<SegmentSizes.Rows> rows =
        plan.shape().tables().stream().map(table -> new SegmentSizes.Rows(2, 2)).toList();
    FinishedSegment segment =
        new FinishedSegment(
            new SegmentPublicValues(0, 0, true, 0, new int[8], new int[8]),
            new byte[1],
            new SegmentSizes(1, rows));
    Estimator.Piece piece = new Estimator.Piece(segment, Duration.ofSeconds(1));
    return new Estimator(ProofBudgetTest.MACHINE, budget)
            .estimate(List.of(plan), Duration.ZERO, () -> piece)
            .time()
            .toNanos()
        / 1e9;
  }

  @Test
  void segmentsWithCompactExtensionsTakeAFifthLonger() {
    ProofBudget none = new ProofBudget(ProofBudgetTest.MODEL, null);
    ProofBudget roomForFull = new ProofBudget(ProofBudgetTest.MODEL, ProofBudgetTest.roomForFull());
    assertThat(seconds(TALL, none) / seconds(TALL, roomForFull)).isCloseTo(1.2, within(0.01));
    assertThat(seconds(LOWER, none)).isEqualTo(seconds(LOWER, roomForFull));
  }
}
