package dev.merapi.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.memory.Workspace;
import dev.merapi.stark.proof.VerifyingKey;
import dev.merapi.stark.prover.ProverMemory;
import dev.merapi.vm.executor.SegmentPlan;
import dev.merapi.vm.executor.SegmentShape;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One workspace for a whole run, but no segment in more memory than the budget has. */
class WorkspacePoolTest {

  private static final Machine MACHINE =
      Machine.of(MachineConfig.rv32im(), Security.PROVEN_100, Hash.POSEIDON2);
  private static final VerifyingKey KEY = MACHINE.starkKey().verifyingKey();
  private static final MemoryModel MODEL =
      new MemoryModel(KEY, MACHINE.tablesMeteredByBounds(), 0, 0, 1);

  private static final SegmentPlan LOW = plan(4, 0);
  private static final SegmentPlan TALL = plan(14, 0);
  private static final SegmentPlan MUCH_MEMORY = plan(4, 1000);

  @Test
  void theFirstWorkspaceServesTheWholeRun() {
    List<SegmentPlan> segments = List.of(LOW, TALL, LOW);
    try (WorkspacePool.Lease lease = new WorkspacePool().lend(budget(null), segments)) {
      Workspace first = holding(lease, segments, 0);
      assertThat(first.capacity()).isEqualTo(words(TALL));
      assertThat(holding(lease, segments, 1)).isSameAs(first);
      assertThat(holding(lease, segments, 2)).isSameAs(first);
    }
  }

  @Test
  void aSegmentThatHoldsMuchElseHasAWorkspaceOfItsOwn() {
    List<SegmentPlan> segments = List.of(TALL, MUCH_MEMORY, TALL);
    long enough =
        Math.max(MODEL.processBytes(TALL.shape()), MODEL.processBytes(MUCH_MEMORY.shape()));
    ProofBudget budget = budget(new MemoryBudget(enough));
    assertThat(budget.allows(MUCH_MEMORY.shape(), words(TALL)))
        .as("the test needs a segment that does not fit in the workspace of another")
        .isFalse();
    try (WorkspacePool.Lease lease = new WorkspacePool().lend(budget, segments)) {
      assertThat(holding(lease, segments, 0).capacity()).isEqualTo(words(TALL));
      assertThat(holding(lease, segments, 1).capacity()).isEqualTo(words(MUCH_MEMORY));
      assertThat(holding(lease, segments, 2).capacity()).isEqualTo(words(TALL));
    }
    assertThat(budget.usualProcessBytes(segments)).isLessThan(enough);
  }

  @Test
  void theWorkspaceOfARunServesTheNextIfItsBudgetAllows() {
    WorkspacePool pool = new WorkspacePool();
    List<SegmentPlan> tall = List.of(TALL);
    List<SegmentPlan> low = List.of(LOW);
    Workspace first;
    try (WorkspacePool.Lease lease = pool.lend(budget(null), tall)) {
      first = holding(lease, tall, 0);
    }
    try (WorkspacePool.Lease lease = pool.lend(budget(null), low)) {
      assertThat(holding(lease, low, 0)).isSameAs(first);
    }
    MemoryBudget small = new MemoryBudget(MODEL.processBytes(LOW.shape()));
    try (WorkspacePool.Lease lease = pool.lend(budget(small), low)) {
      assertThat(holding(lease, low, 0).capacity()).isEqualTo(words(LOW));
    }
  }

  /** Its records would otherwise lie beside a workspace that the budget does not allow it. */
  @Test
  void whatASegmentMayNotUseIsGoneBeforeItIsExecuted() {
    List<SegmentPlan> segments = List.of(TALL, MUCH_MEMORY);
    ProofBudget budget = budget(new MemoryBudget(MODEL.processBytes(MUCH_MEMORY.shape())));
    WorkspacePool pool = new WorkspacePool();
    try (WorkspacePool.Lease lease = pool.lend(budget, segments)) {
      WeakReference<Workspace> first = new WeakReference<>(holding(lease, segments, 0));
      lease.of(1);
      for (int i = 0; i < 20 && first.get() != null; i++) {
        System.gc();
      }
      assertThat(first.get()).isNull();
    }
  }

  /** With less to place, places fall otherwise, and now and then need more in all. */
  @Test
  void heightsBelowThoseForetoldMayNeedMore() {
    SplittableRandom random = new SplittableRandom(1);
    SegmentPlan foretold;
    int[] lower;
    do {
      foretold = plan(heights(air -> random.nextInt(1, 16)), 0);
      int[] all = foretold.shape().logHeights();
      int changed = random.nextInt(all.length);
      lower = heights(air -> all[air] - (air == changed ? random.nextInt(all[air]) : 0));
    } while (ProverMemory.words(KEY, lower) <= words(foretold));
    try (WorkspacePool.Lease lease = new WorkspacePool().lend(budget(null), List.of(foretold))) {
      assertThat(lease.of(0).apply(lower).capacity())
          .isEqualTo(ProverMemory.words(KEY, lower))
          .isGreaterThan(words(foretold));
    }
  }

  private static Workspace holding(
      WorkspacePool.Lease lease, List<SegmentPlan> segments, int segment) {
    return lease.of(segment).apply(segments.get(segment).shape().logHeights());
  }

  private static ProofBudget budget(@Nullable MemoryBudget budget) {
    return new ProofBudget(MODEL, budget);
  }

  private static long words(SegmentPlan plan) {
    return ProverMemory.words(KEY, plan.shape().logHeights());
  }

  /** Tables of 2^log rows beside the fixed ones, and so many 64 KiB pages written before. */
  private static SegmentPlan plan(int log, int pagesBefore) {
    return plan(heights(air -> log), pagesBefore);
  }

  /** log2 of the heights of all tables, those of fixed height left as they are. */
  private static int[] heights(IntUnaryOperator log) {
    return IntStream.range(0, KEY.airs().size())
        .map(air -> {
          CompiledAir table = KEY.airs().get(air);
          int least = table.committedWidth() == 0 ? 1 : KEY.parameters().logCap();
          return table.fixedLogHeight().orElseGet(() -> Math.max(least, log.applyAsInt(air)));
        })
        .toArray();
  }

  private static SegmentPlan plan(int[] logHeights, int pagesBefore) {
    List<SegmentShape.Table> tables =
        Arrays.stream(logHeights)
            .mapToObj(log -> new SegmentShape.Table(1 << log, 1 << log))
            .toList();
    return new SegmentPlan(new SegmentShape(100, tables, 0, 0, 0, 0, 0, pagesBefore), Map.of());
  }
}
