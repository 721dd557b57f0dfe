package dev.merapi.vm.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.hash.HashSuite;
import dev.merapi.stark.proof.CommittedRoot;
import dev.merapi.vm.verification.AppRejectedException.Rule;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AppRulesTest {
  private static final HashSuite SUITE = HashSuite.poseidon2();
  private static final CommittedRoot PROGRAM =
      new CommittedRoot(SUITE, 5, IntStream.range(0, 128).toArray());

  private static SegmentPublicValues segment(
      int from, int to, boolean end, int code, int before, int after) {
    return new SegmentPublicValues(from, to, end, code, root(before), root(after));
  }

  private static int[] root(int seed) {
    return IntStream.range(seed, seed + 8).toArray();
  }

  private static void refused(Rule rule, String check, SegmentPublicValues... segments) {
    assertThatExceptionOfType(AppRejectedException.class)
        .isThrownBy(() -> AppRules.chain(List.of(segments)))
        .satisfies(e -> {
          assertThat(e.rule()).isEqualTo(rule);
          assertThat(e.check()).isEqualTo(check);
        });
  }

  @Test
  void wholeRunsPass() throws AppRejectedException {
    AppRules.chain(List.of(segment(4, 8, true, 0, 1, 2)));
    AppRules.chain(
        List.of(
            segment(4, 8, false, SegmentPublicValues.SUSPENDED, 1, 2),
            segment(8, 16, false, SegmentPublicValues.SUSPENDED, 2, 3),
            segment(16, 4, true, 0, 3, 1)));
  }

  @Test
  void brokenRunsDoNot() {
    refused(Rule.RUN, "segments");
    refused(Rule.RUN, "termination", segment(4, 8, false, SegmentPublicValues.SUSPENDED, 1, 2));
    refused(Rule.RUN, "termination", segment(4, 8, true, 0, 1, 2), segment(8, 12, true, 0, 2, 3));
    SegmentPublicValues end = segment(8, 12, true, 0, 2, 3);
    refused(Rule.RUN, "suspension", segment(4, 8, false, 0, 1, 2), end);
    refused(Rule.RUN, "pc", segment(4, 12, false, SegmentPublicValues.SUSPENDED, 1, 2), end);
    refused(Rule.RUN, "memory", segment(4, 8, false, SegmentPublicValues.SUSPENDED, 1, 3), end);
  }

  @Test
  void onlyExitCodeZeroIsSuccess() throws AppRejectedException {
    AppRules.success(1, segment(4, 8, true, 0, 1, 2));
    assertThatExceptionOfType(AppRejectedException.class)
        .isThrownBy(() -> AppRules.success(3, segment(4, 8, true, 7, 1, 2)))
        .satisfies(e -> {
          assertThat(e.rule()).isEqualTo(Rule.GUEST_FAILED);
          assertThat(e.check()).isEqualTo("7");
          assertThat(e.segment()).isEqualTo(2);
        });
  }

  @Test
  void executableBindsEveryPart() throws AppRejectedException {
    SegmentPublicValues first = segment(4, 8, true, 0, 1, 2);
    int[] exe = AppRules.executable(PROGRAM, first, null);
    assertThat(AppRules.executable(PROGRAM, first, exe)).isEqualTo(exe);
    int[] cap = PROGRAM.cap().clone();
    cap[127] = KoalaBear.ONE;
    List<CommittedRoot> programs =
        List.of(new CommittedRoot(SUITE, 5, cap), new CommittedRoot(SUITE, 6, PROGRAM.cap()));
    for (CommittedRoot program : programs) {
      refusedExecutable(program, first, exe);
    }
    refusedExecutable(PROGRAM, segment(8, 8, true, 0, 1, 2), exe);
    refusedExecutable(PROGRAM, segment(4, 8, true, 0, 2, 2), exe);
  }

  /** A cap of words is hashed as its halves, which as a cap of elements are another program. */
  @Test
  void executableBindsTheHashSuite() {
    CommittedRoot words = new CommittedRoot(HashSuite.blake3(), 5, PROGRAM.cap());
    CommittedRoot elements = new CommittedRoot(SUITE, 5, words.capElements());
    int[] root = root(1);
    assertThat(ExeCommitment.of(words, root, 4)).isNotEqualTo(ExeCommitment.of(elements, root, 4));
  }

  private static void refusedExecutable(
      CommittedRoot program, SegmentPublicValues first, int[] exe) {
    assertThatExceptionOfType(AppRejectedException.class)
        .isThrownBy(() -> AppRules.executable(program, first, exe))
        .satisfies(e -> assertThat(e.rule()).isEqualTo(Rule.PROGRAM));
  }

  @Test
  void publicValuesMustOpenAtTheirLength() throws AppRejectedException {
    UserPublicValuesProof opening =
        new UserPublicValuesProof(new byte[32], new int[UserPublicValuesProof.siblingWords(32)]);
    SegmentPublicValues last = new SegmentPublicValues(4, 8, true, 0, root(1), opening.root());
    AppRules.publicValues(opening, last, 32);
    assertThatExceptionOfType(AppRejectedException.class)
        .isThrownBy(() -> AppRules.publicValues(opening, last, 64))
        .satisfies(e -> assertThat(e.check()).isEqualTo("length"));
    assertThatExceptionOfType(AppRejectedException.class)
        .isThrownBy(() -> AppRules.publicValues(opening, segment(4, 8, true, 0, 1, 2), 32))
        .satisfies(e -> assertThat(e.check()).isEqualTo("opening"));
  }

  @Test
  void publicValuesOfASegmentAreChecked() {
    SegmentPublicValues segment = segment(4, 8, true, 0, 1, 2);
    assertThat(SegmentPublicValues.of(segment.toArray())).isEqualTo(segment);
    int[] values = segment.toArray();
    values[SegmentPublicValues.IS_TERMINATE] = 2;
    assertThatIllegalArgumentException().isThrownBy(() -> SegmentPublicValues.of(values));
    values[SegmentPublicValues.IS_TERMINATE] = 1;
    values[SegmentPublicValues.EXIT_CODE] = KoalaBear.P;
    assertThatIllegalArgumentException().isThrownBy(() -> SegmentPublicValues.of(values));
    assertThatIllegalArgumentException().isThrownBy(() -> SegmentPublicValues.of(new int[19]));
  }
}
