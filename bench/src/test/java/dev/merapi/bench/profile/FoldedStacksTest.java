package dev.merapi.bench.profile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FoldedStacksTest {
  @Test
  void aLineAStack() {
    assertThat(FoldedStacks.of(Profiles.small(), Weight.CYCLES))
        .isEqualTo(
            """
            main 100
            main;sort 300
            main;sort;sort 500
            main;hash;[rounds] 100
            """);
    assertThat(FoldedStacks.of(Profiles.small(), Weight.CELLS))
        .isEqualTo(
            """
            main 4000
            main;sort 9000
            main;sort;sort 15000
            main;hash;[rounds] 12000
            """);
  }

  @Test
  void namesCannotMakeFrames() {
    String folded = FoldedStacks.of(Profiles.hostile(), Weight.CYCLES);
    assertThat(folded.lines()).hasSize(3);
    assertThat(folded.lines().toList().get(1)).endsWith(";[a:b c] 5");
    assertThat(folded.lines().toList().get(1).split(";", -1)).hasSize(2);
    assertThat(FoldedStacks.of(Profiles.empty(), Weight.CELLS)).isEmpty();
  }
}
