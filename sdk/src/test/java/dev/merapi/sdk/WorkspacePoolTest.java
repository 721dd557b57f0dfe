package dev.merapi.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.stark.memory.Workspace;
import dev.merapi.stark.proof.VerifyingKey;
import dev.merapi.stark.prover.ProverMemory;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A budget counts what each segment needs, so none may be proven in more. */
class WorkspacePoolTest {

  private static final VerifyingKey KEY =
      Machine.of(MachineConfig.rv32im(), Security.PROVEN_100, Hash.POSEIDON2)
          .starkKey()
          .verifyingKey();

  @Test
  void aWorkspaceIsOfTheSizeOfItsProof() {
    WorkspacePool pool = new WorkspacePool();
    int[] low = heights(4);
    int[] high = heights(12);
    Workspace first;
    try (WorkspacePool.Lease lease = pool.lend(KEY)) {
      first = sized(lease, low);
      assertThat(sized(lease, low)).isSameAs(first);
      Workspace larger = sized(lease, high);
      assertThat(larger).isNotSameAs(first);
      assertThat(sized(lease, low)).isNotSameAs(larger);
    }
    try (WorkspacePool.Lease lease = pool.lend(KEY)) {
      assertThat(sized(lease, high).capacity()).isGreaterThan(first.capacity());
    }
  }

  private static Workspace sized(WorkspacePool.Lease lease, int[] heights) {
    Workspace workspace = lease.holding(heights);
    long words = ProverMemory.words(KEY, heights);
    assertThat(workspace.capacity()).isBetween(words, words + words / 32);
    return workspace;
  }

  private static int[] heights(int log) {
    int[] heights = new int[KEY.airs().size()];
    Arrays.setAll(
        heights,
        i ->
            switch (KEY.airs().get(i).name()) {
              case "table" -> 16;
              case "connector" -> 1;
              default -> log;
            });
    return heights;
  }
}
