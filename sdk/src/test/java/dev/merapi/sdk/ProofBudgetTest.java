package dev.merapi.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.stark.proof.VerifyingKey;
import dev.merapi.stark.prover.ProverMemory;
import dev.merapi.vm.executor.SegmentPlan;
import dev.merapi.vm.executor.SegmentShape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tall segments have compact extensions, unless a budget has room for full ones. */
class ProofBudgetTest {

  static final Machine MACHINE =
      Machine.of(MachineConfig.rv32im(), Security.PROVEN_100, Hash.POSEIDON2);
  private static final VerifyingKey KEY = MACHINE.starkKey().verifyingKey();
  static final MemoryModel MODEL = new MemoryModel(KEY, MACHINE.tablesMeteredByBounds(), 0, 0, 1);

  /** Tables of the first segment of Fibonacci, lower by so many doublings. */
  private static SegmentPlan fibonacci(int lower) {
    int[] logHeights = {1, 1, 2, 1, 1, 2, 3, 6, 7, 7, 1, 4, 3, 16, 5, 19, 3, 4, 20, 20, 3, 21, 21};
    List<SegmentShape.Table> tables =
        Arrays.stream(logHeights)
            .map(log -> log > 16 ? log - lower : log)
            .mapToObj(log -> new SegmentShape.Table(1 << log, 1 << log))
            .toList();
    return new SegmentPlan(new SegmentShape(3_200_000, tables, 0, 0, 0, 0, 0, 0), Map.of());
  }

  static final SegmentPlan TALL = fibonacci(0);
  static final SegmentPlan LOWER = fibonacci(1);

  private static long full(SegmentPlan plan) {
    return ProverMemory.words(KEY, plan.shape().logHeights());
  }

  /** Words of the workspace that is made for a segment alone. */
  private static long words(SegmentPlan plan, @Nullable MemoryBudget memory) {
    ProofBudget budget = new ProofBudget(MODEL, memory);
    return budget.workspaceWords(
        plan.shape(),
        MODEL.workspaceWords(plan.shape().logHeights()),
        budget.workspaces(List.of(plan)));
  }

  static MemoryBudget roomForFull() {
    return new MemoryBudget(
        JvmMemory.processWith(MODEL.heapBytes(TALL.shape(), full(TALL)) * 5 / 4));
  }

  @Test
  void segmentsTwoToThe21TallTakeAtMostThreeGigabytes() {
    assertThat(words(TALL, null)).isLessThan(full(TALL) * 2 / 3);
    assertThat(new ProofBudget(MODEL, null).usualProcessBytes(List.of(TALL)))
        .isLessThan(3_000_000_000L);
    assertThat(words(LOWER, null)).isEqualTo(full(LOWER));
  }

  @Test
  void aBudgetThatHasRoomForFullExtensionsIsUsed() {
    ProofBudget unlimited = new ProofBudget(MODEL, null);
    MemoryBudget large = roomForFull();
    assertThat(words(TALL, large)).isEqualTo(full(TALL));
    MemoryBudget small = new MemoryBudget(MODEL.processBytes(TALL.shape()));
    assertThat(words(TALL, small)).isEqualTo(words(TALL, null));
    assertThat(new ProofBudget(MODEL, small).allows(TALL.shape())).isTrue();
    assertThat(new ProofBudget(MODEL, large).usualProcessBytes(List.of(TALL)))
        .isGreaterThan(unlimited.usualProcessBytes(List.of(TALL)));
  }

  /** A segment that does not fit with compact extensions either is cut. */
  @Test
  void aBudgetTooSmallForCompactExtensionsAllowsNoSuchSegment() {
    MemoryBudget budget = new MemoryBudget(MODEL.processBytes(TALL.shape()) - 1);
    assertThat(new ProofBudget(MODEL, budget).allows(TALL.shape())).isFalse();
    assertThat(new ProofBudget(MODEL, budget).tooSmall(TALL.shape()))
        .hasMessageContaining("is too small for this program: it needs at least");
  }
}
