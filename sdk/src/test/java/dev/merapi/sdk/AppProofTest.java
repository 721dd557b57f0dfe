package dev.merapi.sdk;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.merapi.sdk.Progress.Phase;
import dev.merapi.sdk.error.InvalidInputException;
import dev.merapi.sdk.error.MerapiException;
import dev.merapi.sdk.error.Rejection;
import dev.merapi.sdk.error.VerificationException;
import dev.merapi.sdk.verify.AppProof;
import dev.merapi.sdk.verify.Commitment;
import dev.merapi.sdk.verify.VerifiedRun;
import dev.merapi.sdk.verify.Verifier;
import dev.merapi.sdk.verify.VerifyingKey;
import dev.merapi.vm.verification.SegmentPublicValues;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One proof, made once, and all that can be done to it. */
class AppProofTest {

  private static final int N = 1000;
  private static final int SUM = N * (N + 1) / 2;

  /** Where the length of the first segment's STARK proof stands. */
  private static final int LENGTH = 1510;

  /** Where its public values stand, after the number of segments. */
  private static final int VALUES = LENGTH - 4 * SegmentPublicValues.COUNT;

  private static final List<Phase> phases = Collections.synchronizedList(new ArrayList<>());
  private static final List<ProofStatistics> statistics =
      Collections.synchronizedList(new ArrayList<>());
  private static Prover prover;
  private static Program program;
  private static AppProof proof;
  private static Verifier verifier;
  private static Commitments commitments;

  @BeforeAll
  static void prove() {
    prover = Prover.builder(MachineConfig.rv32im()).threads(2).listener(new Recorder()).build();
    program = Program.parse(TestProgram.sum(N));
    proof = prover.prove(program, Input.none());
    verifier = Verifier.of(prover.verifyingKey());
    commitments = prover.commit(program);
  }

  @AfterAll
  static void close() {
    prover.close();
  }

  @Test
  void theProofVerifies() {
    VerifiedRun run = verifier.verify(proof, commitments.exe());
    assertThat(ByteBuffer.wrap(run.publicValues()).order(LITTLE_ENDIAN).getInt()).isEqualTo(SUM);
    assertThat(run.publicValues()).hasSize(32).isEqualTo(proof.publicValues());
    assertThat(run.segments()).isEqualTo(1);
    assertThat(run.exeCommitment()).isEqualTo(commitments.exe());
    assertThat(run.vmCommitment()).isEqualTo(commitments.vm());
    assertThat(verifier.verifyUnpinned(proof)).isEqualTo(run);
  }

  @Test
  void executionShowsTheSame() {
    Execution run = prover.execute(program, Input.none());
    assertThat(run.exitCode()).isZero();
    assertThat(run.publicValues()).isEqualTo(proof.publicValues());
    assertThat(run.instructions()).isEqualTo(statistics.getFirst().instructions());
  }

  @Test
  void theDebugProverFindsNothing() {
    CheckReport report = prover.check(program, Input.none());
    assertThat(report.violations()).isEmpty();
    assertThat(report.rows()).isGreaterThan(3 * N);
    assertThat(report.constraints()).isGreaterThan(100);
  }

  @Test
  void phasesAreHeardInOrder() {
    int first = phases.indexOf(Phase.EXECUTION);
    assertThat(phases.subList(first, first + 8))
        .containsExactly(
            Phase.EXECUTION,
            Phase.TRACE_GENERATION,
            Phase.MAIN_COMMITMENT,
            Phase.BUS_TRACE,
            Phase.BUS_COMMITMENT,
            Phase.QUOTIENT,
            Phase.QUOTIENT_COMMITMENT,
            Phase.OPENING);
  }

  @Test
  void statisticsTellTheProof() {
    ProofStatistics told = statistics.getFirst();
    assertThat(told.proofBytes()).isEqualTo(proof.sizeInBytes());
    assertThat(told.securityBits()).isGreaterThanOrEqualTo(100);
    assertThat(told.totalCells()).isGreaterThan(told.mainCells());
    assertThat(told.kcyclesPerSecond()).isPositive();
    assertThat(told.phases()).hasSize(6);
  }

  @Test
  void bytesGoAndComeBack() {
    AppProof again = AppProof.parse(proof.toBytes());
    assertThat(again).isEqualTo(proof);
    assertThat(again.toBytes()).isEqualTo(proof.toBytes());
    VerifyingKey key = prover.verifyingKey();
    assertThat(VerifyingKey.read(key.toBytes())).isEqualTo(key);
    ProvingKey provingKey = prover.provingKey();
    assertThat(ProvingKey.read(provingKey.toBytes())).isEqualTo(provingKey);
    assertThat(provingKey.config()).isEqualTo(MachineConfig.rv32im());
    assertThat(provingKey.security()).isEqualTo(Security.PROVEN_100);
  }

  @Test
  void anyByteOfTheHeadMatters() {
    byte[] bytes = proof.toBytes();
    for (int i = 0; i < Math.min(bytes.length, 2200); i += i < 60 ? 1 : 37) {
      rejected(changed(bytes, i, 1));
    }
  }

  @Test
  void anyByteOfTheRestMatters() {
    byte[] bytes = proof.toBytes();
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 60; i++) {
      int position = random.nextInt(bytes.length);
      int flip = 1 + random.nextInt(255);
      assertThat(rejected(changed(bytes, position, flip)))
          .as("seed %d, byte %d ^ %d", seed, position, flip)
          .isNotNull();
    }
  }

  @Test
  void anyCutOrAdditionIsRefused() {
    byte[] bytes = proof.toBytes();
    for (int length : new int[] {0, 1, 4, 5, 36, 38, 100, 2000, bytes.length - 1}) {
      rejected(Arrays.copyOf(bytes, length));
    }
    rejected(Arrays.copyOf(bytes, bytes.length + 1));
  }

  /** Pieces cut out, doubled, moved and overwritten, with the length of the segment put right. */
  @Test
  void anyRearrangementIsRefused() {
    byte[] bytes = proof.toBytes();
    int stark = bytes.length - ByteBuffer.wrap(bytes, LENGTH, 4).order(LITTLE_ENDIAN).getInt();
    assertThat(stark).isEqualTo(LENGTH + 4);
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 100; i++) {
      int from = stark + random.nextInt(bytes.length - stark);
      int to = Math.min(bytes.length, from + 1 + random.nextInt(i < 50 ? 64 : 100_000));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.write(bytes, 0, from);
      switch (i % 4) {
        case 0 -> {} // cut
        case 1 -> {
          out.write(bytes, from, to - from);
          out.write(bytes, from, to - from);
        }
        case 2 -> {
          byte[] noise = new byte[to - from];
          random.nextBytes(noise);
          out.writeBytes(noise);
        }
        default -> {
          byte[] small = new byte[to - from];
          Arrays.fill(small, 0, small.length, (byte) random.nextInt(3));
          out.writeBytes(small);
        }
      }
      out.write(bytes, to, bytes.length - to);
      byte[] changed = out.toByteArray();
      ByteBuffer.wrap(changed).order(LITTLE_ENDIAN).putInt(LENGTH, changed.length - stark);
      if (!Arrays.equals(bytes, changed)) {
        assertThat(rejected(changed)).as("seed %d, attempt %d", seed, i).isNotNull();
      }
    }
  }

  /** Whatever the segments are, the rules of a run hold for them together. */
  @Test
  void aSegmentProvenTwiceIsNoRun() {
    byte[] segment = Arrays.copyOfRange(proof.toBytes(), VALUES, proof.sizeInBytes());
    assertThat(rejection(segments(segment, segment)))
        .isInstanceOfSatisfying(
            Rejection.Run.class, run -> assertThat(run.check()).isEqualTo("termination"));
  }

  /** A proof can only be refused for the guest's failure when it shows it. */
  @Test
  void anExitCodeIsNotBelievedUnproven() {
    byte[] bytes = proof.toBytes();
    bytes[VALUES + 4 * SegmentPublicValues.EXIT_CODE] = 7;
    assertThat(rejection(bytes)).isInstanceOf(Rejection.Segment.class);
  }

  /** So that what is held at once does not grow with the segments. */
  @Test
  void segmentsAreDecodedWhenTheirTurnComes() {
    byte[] bytes = proof.toBytes();
    byte[] first = Arrays.copyOfRange(bytes, VALUES, bytes.length);
    ByteBuffer values = ByteBuffer.wrap(first).order(LITTLE_ENDIAN);
    values.putInt(4 * SegmentPublicValues.FINAL_PC, values.getInt(0));
    values.putInt(4 * SegmentPublicValues.IS_TERMINATE, 0);
    values.putInt(4 * SegmentPublicValues.EXIT_CODE, SegmentPublicValues.SUSPENDED);
    for (int i = 0; i < 8; i++) {
      int word = values.getInt(4 * (SegmentPublicValues.INITIAL_ROOT + i));
      values.putInt(4 * (SegmentPublicValues.FINAL_ROOT + i), word);
    }
    byte[] empty = Arrays.copyOfRange(bytes, VALUES, LENGTH + 4);
    ByteBuffer.wrap(empty).putInt(LENGTH - VALUES, 0);
    assertThat(rejection(segments(first, empty)))
        .isInstanceOfSatisfying(
            Rejection.Segment.class,
            segment -> {
              assertThat(segment.segment()).isZero();
              assertThat(segment.check()).isNotEqualTo("MALFORMED");
            });
    assertThat(rejection(segments(empty)))
        .isInstanceOfSatisfying(
            Rejection.Segment.class, segment -> assertThat(segment.check()).isEqualTo("MALFORMED"));
  }

  /** The proof with other segments. */
  private static byte[] segments(byte[]... segments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(proof.toBytes(), 0, VALUES - 4);
    out.writeBytes(ByteBuffer.allocate(4).order(LITTLE_ENDIAN).putInt(segments.length).array());
    for (byte[] segment : segments) {
      out.writeBytes(segment);
    }
    return out.toByteArray();
  }

  private static Rejection rejection(byte[] bytes) {
    AppProof changed = AppProof.parse(bytes);
    return refusal(() -> verifier.verify(changed, commitments.exe())).rejection();
  }

  @Test
  void anotherProgramIsNamed() {
    int[] words = commitments.exe().words();
    words[3] ^= 1;
    Commitment other = Commitment.of(words);
    VerificationException e = refusal(() -> verifier.verify(proof, other));
    assertThat(e.rejection())
        .isEqualTo(new Rejection.OtherProgram(other.toHex(), commitments.exe().toHex()));
  }

  @Test
  void anotherMachineIsNamed() {
    try (Prover wide = Prover.builder(MachineConfig.rv32im().withPublicValuesBytes(64)).build()) {
      Verifier other = Verifier.of(wide.verifyingKey());
      VerificationException e = refusal(() -> other.verify(proof, commitments.exe()));
      assertThat(e.rejection()).isInstanceOf(Rejection.OtherMachine.class);
    }
    try (Prover heuristic =
        Prover.builder(MachineConfig.rv32im()).security(Security.HEURISTIC_100).build()) {
      Verifier other = Verifier.of(heuristic.verifyingKey());
      VerificationException e = refusal(() -> other.verifyUnpinned(proof));
      assertThat(e.rejection()).isInstanceOf(Rejection.OtherMachine.class);
    }
  }

  @Test
  void anyByteOfTheKeyMatters() {
    byte[] bytes = prover.verifyingKey().toBytes();
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      int position = i < 60 ? i : random.nextInt(bytes.length);
      byte[] changed = changed(bytes, position, 1 + random.nextInt(255));
      Throwable thrown =
          catchThrowable(() -> Verifier.of(VerifyingKey.read(changed)).verifyUnpinned(proof));
      assertThat(thrown)
          .as("seed %d, byte %d", seed, position)
          .isInstanceOfAny(InvalidInputException.class, VerificationException.class);
      assertThat(thrown.getMessage()).doesNotContain("\n").isNotBlank();
    }
  }

  private static byte[] changed(byte[] bytes, int position, int flip) {
    byte[] copy = bytes.clone();
    copy[position] ^= (byte) flip;
    return copy;
  }

  /** The one-line reason for which bytes are refused, as unreadable or as a proof. */
  private static String rejected(byte[] bytes) {
    Throwable thrown =
        catchThrowable(() -> verifier.verify(AppProof.parse(bytes), commitments.exe()));
    assertThat(thrown).isInstanceOfAny(InvalidInputException.class, VerificationException.class);
    assertThat(thrown.getMessage()).doesNotContain("\n").isNotBlank();
    return ((MerapiException) thrown).kind();
  }

  private static VerificationException refusal(Runnable call) {
    return catchThrowableOfType(VerificationException.class, call::run);
  }

  private static final class Recorder implements ProgressListener {
    @Override
    public void progress(Progress progress) {
      phases.add(progress.phase());
      throw new IllegalStateException("a listener that fails disturbs nobody");
    }

    @Override
    public void finished(ProofStatistics told) {
      statistics.add(told);
    }
  }
}
