package dev.merapi.bench.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.sdk.profile.Cost;
import dev.merapi.sdk.profile.Frame;
import dev.merapi.sdk.profile.Profile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FoldedStacksTest {
  static String folded(Profile profile, Weight weight) {
    StringBuilder text = new StringBuilder();
    try {
      FoldedStacks.write(profile, weight, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  @Test
  void aLineAStack() {
    assertThat(folded(Profiles.small(), Weight.CYCLES))
        .isEqualTo(
            """
            main 100
            main;sort 300
            main;sort;sort 500
            main;hash;[rounds] 100
            """);
    assertThat(folded(Profiles.small(), Weight.CELLS))
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
    String folded = folded(Profiles.hostile(), Weight.CYCLES);
    assertThat(folded.lines()).hasSize(3);
    assertThat(folded.lines().toList().get(1)).endsWith(";[a:b c] 5");
    assertThat(folded.lines().toList().get(1).split(";", -1)).hasSize(2);
    assertThat(folded(Profiles.empty(), Weight.CELLS)).isEmpty();
  }

  /** Frames that were first entered in another order than the stacks are written in. */
  @Test
  void aStackStandsBehindTheOneItWasEnteredFrom() {
    Cost one = new Cost(1, 1, 1);
    Profile profile =
        Profiles.of(
            List.of(
                new Frame(-1, Frame.Kind.FUNCTION, "main", 4, 1, one),
                new Frame(0, Frame.Kind.FUNCTION, "a", 8, 1, one),
                new Frame(0, Frame.Kind.FUNCTION, "longer", 12, 1, one),
                new Frame(1, Frame.Kind.FUNCTION, "deep", 16, 1, one),
                new Frame(-1, Frame.Kind.OTHER, "(more stacks)", -1, 1, one)));
    assertThat(folded(profile, Weight.CYCLES))
        .isEqualTo(
            """
            main 1
            main;a 1
            main;a;deep 1
            main;longer 1
            (more stacks) 1
            """);
  }
}
