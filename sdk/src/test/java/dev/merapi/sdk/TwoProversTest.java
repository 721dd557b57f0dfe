package dev.merapi.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.metrics.Label;
import dev.merapi.metrics.Metrics;
import dev.merapi.sdk.verify.AppProof;
import dev.merapi.sdk.verify.Verifier;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Provers of different settings at work at once in one process, one of them on a pool of ours. */
class TwoProversTest {

  @Test
  void theyDoNotMeet() {
    Prover.prepare(); // compiles beside both; twice is once
    Prover.prepare();
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor();
        Prover proven =
            Prover.builder(MachineConfig.rv32im()).executor(pool, 2).programName("first").build();
        Prover heuristic =
            Prover.builder(MachineConfig.rv32im().withPublicValuesBytes(64))
                .security(Security.HEURISTIC_100)
                .programName("second")
                .build()) {
      Program echo = Program.parse(TestProgram.echo());
      CompletableFuture<AppProof> first = proven.proveAsync(echo, Input.builder().words(1).build());
      CompletableFuture<AppProof> second =
          heuristic.proveAsync(echo, Input.builder().words(2).build());
      check(proven, echo, first.join(), 1, 32);
      check(heuristic, echo, second.join(), 2, 64);
      assertThat(second.join().sizeInBytes()).isLessThan(first.join().sizeInBytes());
      assertThat(proven.commit(echo).exe()).isEqualTo(heuristic.commit(echo).exe());
      assertThat(proven.commit(echo).vm()).isNotEqualTo(heuristic.commit(echo).vm());
    }
    for (String group : new String[] {"first", "second"}) {
      assertThat(Metrics.sink().orElseThrow().entries())
          .filteredOn(entry -> entry.name().equals("total_cycles"))
          .filteredOn(entry -> entry.labels().list().contains(new Label("group", group)))
          .singleElement()
          .satisfies(entry -> assertThat(entry.text()).isEqualTo("9"));
    }
  }

  private static void check(Prover prover, Program program, AppProof proof, int word, int bytes) {
    byte[] values =
        Verifier.of(prover.verifyingKey())
            .verify(proof, prover.commit(program).exe())
            .publicValues();
    assertThat(values).hasSize(bytes).isEqualTo(Arrays.copyOf(new byte[] {(byte) word}, bytes));
  }
}
