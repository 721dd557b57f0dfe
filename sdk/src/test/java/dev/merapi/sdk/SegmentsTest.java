package dev.merapi.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.merapi.metrics.Label;
import dev.merapi.metrics.MetricEntry;
import dev.merapi.metrics.Metrics;
import dev.merapi.sdk.codec.AppProofData;
import dev.merapi.sdk.error.InvalidInputException;
import dev.merapi.sdk.error.Rejection;
import dev.merapi.sdk.error.VerificationException;
import dev.merapi.sdk.verify.AppProof;
import dev.merapi.sdk.verify.Commitment;
import dev.merapi.sdk.verify.VerifiedRun;
import dev.merapi.sdk.verify.Verifier;
import dev.merapi.stark.proof.CommittedRoot;
import dev.merapi.vm.verification.AppClaim;
import dev.merapi.vm.verification.SegmentPublicValues;
import dev.merapi.vm.verification.UserPublicValuesProof;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A run of three segments, and all chains that are not one run. */
class SegmentsTest {

  private static final int N = 150_000;
  private static final int OTHER_N = 66_000;

  private static final List<Progress> progress = Collections.synchronizedList(new ArrayList<>());
  private static final List<ProofStatistics> statistics =
      Collections.synchronizedList(new ArrayList<>());
  private static Program program;
  private static AppProof proof;
  private static AppProofData honest;
  private static AppProofData otherInput;
  private static AppProofData otherProgram;
  private static Verifier verifier;
  private static Commitment exe;

  @BeforeAll
  static void prove() throws Exception {
    program = Program.parse(TestProgram.sumOfInput());
    try (Prover prover = prover(2, "chain")) {
      proof = prover.prove(program, input(N));
      honest = AppProofData.parse(proof.toBytes());
      otherInput = AppProofData.parse(prover.prove(program, input(OTHER_N)).toBytes());
      Program other = Program.parse(TestProgram.sum(OTHER_N));
      otherProgram = AppProofData.parse(prover.prove(other, Input.none()).toBytes());
      verifier = Verifier.of(prover.verifyingKey());
      exe = prover.commit(program).exe();
    }
  }

  @AfterAll
  static void forget() {
    progress.clear();
    statistics.clear();
  }

  private static Prover prover(int threads, String name) {
    return Prover.builder(MachineConfig.rv32im())
        .segmentMaxLogHeight(16)
        .threads(threads)
        .programName(name)
        .listener(new Recorder())
        .build();
  }

  private static Input input(int n) {
    return Input.builder().words(n).build();
  }

  @Test
  void aLongRunIsAChainOfSegments() {
    assertThat(proof.segments()).isEqualTo(3);
    VerifiedRun run = verifier.verify(proof, exe);
    assertThat(run.segments()).isEqualTo(3);
    long sum = (long) N * (N + 1) / 2;
    assertThat(ByteBuffer.wrap(run.publicValues()).order(ByteOrder.LITTLE_ENDIAN).getInt())
        .isEqualTo((int) sum);
    assertThat(AppProof.parse(proof.toBytes())).isEqualTo(proof);
    for (byte[] stark : honest.starks()) {
      assertThat(stark.length).isLessThan(proof.sizeInBytes() / 2);
    }
    ProofStatistics told = statistics.getFirst();
    assertThat(told.segments()).isEqualTo(3);
    assertThat(told.instructions()).isGreaterThan(3L * N).isLessThan(3L * N + 20);
    assertThat(told.securityBits()).isGreaterThanOrEqualTo(100);
  }

  @Test
  void threadsDoNotChangeAByte() {
    try (Prover single = prover(1, "single")) {
      assertThat(single.prove(program, input(N))).isEqualTo(proof);
    }
  }

  @Test
  void progressTellsTheSegment() {
    List<Progress> first =
        progress.stream()
            .dropWhile(p -> p.phase() != Progress.Phase.METERING)
            .skip(1)
            .takeWhile(p -> p.segments() == 3)
            .toList();
    Set<Integer> segments = new TreeSet<>();
    first.forEach(p -> segments.add(p.segment()));
    assertThat(segments).containsExactly(0, 1, 2);
    assertThat(first).isSortedAccordingTo((a, b) -> Integer.compare(a.segment(), b.segment()));
  }

  @Test
  void everySegmentHasItsMetrics() {
    List<MetricEntry> entries = Metrics.sink().orElseThrow().entries();
    long cycles = 0;
    for (int k = 0; k < 3; k++) {
      List<Label> labels =
          List.of(new Label("group", "chain"), new Label("segment", Integer.toString(k)));
      for (String name : List.of("total_cycles", "execute_time_ms", "main_cells_used")) {
        assertThat(entries)
            .filteredOn(e -> e.name().equals(name) && e.labels().list().equals(labels))
            .as("%s of segment %d", name, k)
            .hasSize(1);
      }
      cycles +=
          (long)
              entries.stream()
                  .filter(e -> e.name().equals("total_cycles") && e.labels().list().equals(labels))
                  .mapToDouble(MetricEntry::value)
                  .sum();
    }
    assertThat(cycles).isGreaterThanOrEqualTo(statistics.getFirst().instructions());
  }

  @Test
  void theDebugProverChecksEverySegment() {
    try (Prover single = prover(1, "check")) {
      CheckReport report = single.check(program, input(OTHER_N));
      assertThat(report.violations()).isEmpty();
      assertThat(report.rows()).isGreaterThan(2L * (1 << 17));
    }
  }

  @Test
  void segmentsOutOfOrderAreRefused() {
    assertThatCode(() -> verifier.verify(AppProof.parse(chain(honest, 0, 1, 2).toBytes()), exe))
        .doesNotThrowAnyException();
    refused("pc", chain(honest, 1, 0, 2));
    refused("memory", chain(honest, 0, 2, 1));
    refused("termination", chain(honest, 2, 1, 0));
    refused("memory", chain(honest, 0, 2));
    refused("termination", chain(honest, 0, 1));
    refused("termination", chain(honest, 0));
    refused("pc", chain(honest, 0, 0, 1, 2));
    refused("memory", chain(honest, 0, 1, 1, 2));
    refused("termination", chain(honest, 0, 1, 2, 2));
    refused("termination", chain(honest, 0, 1, 2, 0, 1, 2));
  }

  /** Without its beginning a chain is a run of another executable. */
  @Test
  void theBeginningCannotBeDropped() {
    VerificationException e = rejection(chain(honest, 1, 2));
    assertThat(e.rejection()).isInstanceOf(Rejection.OtherProgram.class);
  }

  @Test
  void segmentsOfAnotherInputAreRefused() {
    assertThat(otherInput.starks()).hasSize(2);
    AppProofData mixed =
        data(
            honest,
            List.of(values(honest, 0), values(honest, 1), values(otherInput, 1)),
            List.of(stark(honest, 0), stark(honest, 1), stark(otherInput, 1)));
    refused("memory", mixed);
    AppProofData first =
        data(
            honest,
            List.of(values(otherInput, 0), values(honest, 1), values(honest, 2)),
            List.of(stark(otherInput, 0), stark(honest, 1), stark(honest, 2)));
    refused("memory", first);
    AppProofData swapped =
        data(
            honest,
            honest.claim().segments(),
            List.of(stark(honest, 0), stark(otherInput, 0), stark(honest, 2)));
    assertThat(rejection(swapped).rejection()).isInstanceOf(Rejection.Segment.class);
  }

  /** Each proof stands under the one program of the claim. */
  @Test
  void segmentsOfAnotherProgramAreRefused() {
    AppProofData whole = withProgram(otherProgram, honest.claim().program());
    assertThat(rejection(whole).rejection()).isInstanceOf(Rejection.OtherProgram.class);
    AppProofData mixed =
        data(
            honest,
            List.of(values(honest, 0), values(honest, 1), values(otherProgram, 1)),
            List.of(stark(honest, 0), stark(honest, 1), stark(otherProgram, 1)));
    assertThat(rejection(mixed).rejection()).isInstanceOf(Rejection.Run.class);
    AppProofData claimed =
        data(
            honest,
            honest.claim().segments(),
            List.of(stark(honest, 0), stark(honest, 1), stark(otherProgram, 1)));
    assertThat(rejection(claimed).rejection()).isInstanceOf(Rejection.Segment.class);
  }

  /** Claims that make a broken chain look whole are not what its proofs show. */
  @Test
  void claimsAreBoundByTheProofs() {
    SegmentPublicValues middle = values(honest, 1);
    SegmentPublicValues end = values(honest, 2);
    SegmentPublicValues ended = with(middle, middle.initialPc(), true, 0);
    AppProofData early =
        data(honest, List.of(values(honest, 0), ended), honest.starks().subList(0, 2));
    assertThat(rejection(early).rejection()).isInstanceOf(Rejection.PublicValues.class);
    refused("termination", changed(1, ended));
    refused("termination", changed(2, with(end, end.initialPc(), false, 42)));
    refused("suspension", changed(1, with(middle, middle.initialPc(), false, 0)));
    refused("pc", changed(1, with(middle, middle.initialPc() + 4, false, 42)));
    assertThat(rejection(changed(2, with(end, end.initialPc(), true, 7))).rejection())
        .isInstanceOf(Rejection.Segment.class);

    SegmentPublicValues dropped =
        new SegmentPublicValues(
            end.initialPc(),
            end.finalPc(),
            true,
            0,
            values(honest, 0).finalRoot(),
            end.finalRoot());
    AppProofData shortened =
        data(
            honest,
            List.of(values(honest, 0), dropped),
            List.of(stark(honest, 0), stark(honest, 2)));
    assertThat(rejection(shortened).rejection()).isInstanceOf(Rejection.Segment.class);

    int[] root = end.finalRoot();
    root[0] ^= 1;
    SegmentPublicValues wrongRoot =
        new SegmentPublicValues(end.initialPc(), end.finalPc(), true, 0, end.initialRoot(), root);
    assertThat(rejection(changed(2, wrongRoot)).rejection())
        .isInstanceOf(Rejection.PublicValues.class);
  }

  /** The public values are those of the last memory, not of one on the way. */
  @Test
  void publicValuesOfAnotherRunAreRefused() {
    AppProofData mixed =
        new AppProofData(
            honest.vmCommitment(),
            new AppClaim(
                honest.claim().program(),
                honest.claim().segments(),
                otherInput.claim().publicValues()),
            honest.starks());
    assertThat(rejection(mixed).rejection()).isInstanceOf(Rejection.PublicValues.class);
    UserPublicValuesProof opening = honest.claim().publicValues();
    byte[] zero = new byte[opening.values().length];
    AppProofData early =
        new AppProofData(
            honest.vmCommitment(),
            new AppClaim(
                honest.claim().program(),
                honest.claim().segments(),
                new UserPublicValuesProof(zero, opening.siblings())),
            honest.starks());
    assertThat(rejection(early).rejection()).isInstanceOf(Rejection.PublicValues.class);
  }

  @Test
  void theNumberOfSegmentsIsBounded() {
    byte[] bytes = proof.toBytes();
    int count = bytes.length - 4;
    for (byte[] stark : honest.starks()) {
      count -= 4 * SegmentPublicValues.COUNT + 4 + stark.length;
    }
    ByteBuffer view = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(view.getInt(count)).isEqualTo(3);
    for (int wrong : new int[] {0, 1, 2, 4, AppProofData.MAX_SEGMENTS, 1 << 17, -1}) {
      byte[] changed = bytes.clone();
      ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putInt(count, wrong);
      assertThat(catchThrowableOfType(InvalidInputException.class, () -> AppProof.parse(changed)))
          .as("%d segments", wrong)
          .isNotNull();
    }
  }

  private static AppProofData changed(int index, SegmentPublicValues forged) {
    List<SegmentPublicValues> values = new ArrayList<>(honest.claim().segments());
    values.set(index, forged);
    return data(honest, values, honest.starks());
  }

  private static SegmentPublicValues with(
      SegmentPublicValues values, int initialPc, boolean terminated, int exitCode) {
    return new SegmentPublicValues(
        initialPc,
        values.finalPc(),
        terminated,
        exitCode,
        values.initialRoot(),
        values.finalRoot());
  }

  private static SegmentPublicValues values(AppProofData data, int k) {
    return data.claim().segments().get(k);
  }

  private static byte[] stark(AppProofData data, int k) {
    return data.starks().get(k);
  }

  private static AppProofData chain(AppProofData from, int... order) {
    List<SegmentPublicValues> values = new ArrayList<>();
    List<byte[]> starks = new ArrayList<>();
    for (int k : order) {
      values.add(values(from, k));
      starks.add(stark(from, k));
    }
    return data(from, values, starks);
  }

  private static AppProofData data(
      AppProofData like, List<SegmentPublicValues> values, List<byte[]> starks) {
    AppClaim claim = new AppClaim(like.claim().program(), values, like.claim().publicValues());
    return new AppProofData(like.vmCommitment(), claim, starks);
  }

  private static AppProofData withProgram(AppProofData data, CommittedRoot root) {
    AppClaim claim = data.claim();
    return new AppProofData(
        data.vmCommitment(),
        new AppClaim(root, claim.segments(), claim.publicValues()),
        data.starks());
  }

  private static VerificationException rejection(AppProofData forged) {
    AppProof parsed = AppProof.parse(forged.toBytes());
    VerificationException e =
        catchThrowableOfType(VerificationException.class, () -> verifier.verify(parsed, exe));
    assertThat(e).isNotNull();
    return e;
  }

  private static void refused(String check, AppProofData forged) {
    assertThat(rejection(forged).rejection())
        .isInstanceOfSatisfying(
            Rejection.Run.class, run -> assertThat(run.check()).isEqualTo(check));
  }

  private static final class Recorder implements ProgressListener {
    @Override
    public void progress(Progress told) {
      progress.add(told);
    }

    @Override
    public void finished(ProofStatistics told) {
      statistics.add(told);
    }
  }
}
