package dev.merapi.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.merapi.sdk.codec.AppProofData;
import dev.merapi.sdk.codec.VerifyingKeyData;
import dev.merapi.sdk.error.DefectException;
import dev.merapi.sdk.error.InvalidInputException;
import dev.merapi.sdk.error.Rejection;
import dev.merapi.sdk.error.VerificationException;
import dev.merapi.sdk.verify.AppProof;
import dev.merapi.sdk.verify.Commitment;
import dev.merapi.sdk.verify.VerifiedRun;
import dev.merapi.sdk.verify.Verifier;
import dev.merapi.stark.proof.VerifyingKey;
import dev.merapi.stark.verifier.ProofRejectedException;
import dev.merapi.stark.verifier.StarkVerifier;
import dev.merapi.vm.verification.AppClaim;
import dev.merapi.vm.verification.AppRejectedException;
import dev.merapi.vm.verification.AppRules;
import dev.merapi.vm.verification.SegmentPublicValues;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Verifying on threads finds what verifying one segment after the other finds. */
@Timeout(120)
class VerifierThreadsTest {

  private static final int SEGMENTS = 4;

  private static AppProofData honest;
  private static AppProof proof;
  private static VerifyingKey key;
  private static Verifier verifier;
  private static Commitment exe;

  @BeforeAll
  static void prove() throws Exception {
    try (Prover prover =
        Prover.builder(MachineConfig.rv32im())
            .segmentMaxLogHeight(16)
            .hash(Hash.BLAKE3)
            .threads(2)
            .build()) {
      Program program = Program.parse(TestProgram.sum(200_000));
      proof = prover.prove(program, Input.none());
      honest = AppProofData.parse(proof.toBytes());
      key = VerifyingKeyData.parse(prover.verifyingKey().toBytes()).stark();
      verifier = Verifier.of(prover.verifyingKey());
      exe = prover.commit(program).exe();
    }
    assertThat(proof.segments()).isEqualTo(SEGMENTS);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 16})
  void anHonestProofHolds(int threads) {
    VerifiedRun run = verifier.verify(proof, exe);
    assertThat(verifier.withThreads(threads).verify(proof, exe)).isEqualTo(run);
    assertThat(verifier.withThreads(threads).verifyUnpinned(proof)).isEqualTo(run);
  }

  /** Damage at the end of an encoding is found late, damage at its beginning at once. */
  @Test
  void damageIsFoundWhereItIsFoundInOrder() {
    for (int one = 0; one < SEGMENTS; one++) {
      same(damaged(List.of(one), false));
      same(damaged(List.of(one), true));
      for (int two = one + 1; two < SEGMENTS; two++) {
        List<byte[]> late = damaged(List.of(one), false);
        late.set(two, Arrays.copyOf(late.get(two), 100));
        Throwable found = same(late); // the later one is refused before the earlier one is
        assertThat(found)
            .isInstanceOfSatisfying(
                VerificationException.class,
                e -> assertThat(e.rejection()).isInstanceOf(Rejection.Segment.class));
        assertThat(((Rejection.Segment) ((VerificationException) found).rejection()).segment())
            .isEqualTo(one);
        same(damaged(List.of(one, two), false));
        same(damaged(List.of(one, two), true));
      }
    }
  }

  @Test
  void proofsInOtherPlacesAreRefusedAlike() {
    List<byte[]> proofs = honest.starks();
    same(List.of(proofs.get(1), proofs.get(0), proofs.get(2), proofs.get(3)));
    same(List.of(proofs.get(0), proofs.get(1), proofs.get(3), proofs.get(2)));
    same(List.of(proofs.get(0), proofs.get(0), proofs.get(2), proofs.get(3)));
    same(List.of(proofs.get(0), proofs.get(1), proofs.get(2), new byte[0]));
  }

  @Test
  void chainsThatAreNoRunAreRefusedAlike() {
    sameChain(1, 0, 2, 3);
    sameChain(0, 2, 1, 3);
    sameChain(3, 2, 1, 0);
    sameChain(0, 1, 3);
    sameChain(0, 2, 3);
    sameChain(1, 2, 3);
    sameChain(0, 1, 2);
    sameChain(0, 1, 1, 2, 3);
    sameChain(0, 0, 1, 2, 3);
    sameChain(0, 1, 2, 3, 3);
    sameChain(0, 1, 2, 3, 0, 1, 2, 3);
  }

  /** A segment that cannot be read any more is a failure at its place like any other. */
  @Test
  void aFileThatGrewShorterIsNoticedInOrder(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("cut.proof");
    for (int bad = 0; bad < SEGMENTS; bad++) {
      Files.write(file, data(honest.claim(), damaged(List.of(bad), false)).toBytes());
      AppProof opened = AppProof.open(file);
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(channel.size() - 1); // of the last segment
      }
      Throwable expected = catchThrowable(() -> verifier.verify(opened, exe));
      assertThat(expected)
          .isInstanceOf(
              bad < SEGMENTS - 1 ? VerificationException.class : InvalidInputException.class);
      for (int threads : new int[] {2, 4}) {
        sameFailure(
            catchThrowable(() -> verifier.withThreads(threads).verify(opened, exe)), expected);
      }
    }
  }

  /** Requests on all threads of a pool, each of which would like all threads of that pool. */
  @Test
  void aPoolMayServeItsOwnThreads() throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(3)) {
      Verifier shared = verifier.withExecutor(pool, 3);
      AppProof broken = AppProof.of(data(honest.claim(), damaged(List.of(1, 3), true)));
      String refusal = String.valueOf(catchThrowable(() -> verifier.verify(broken, exe)));
      List<Future<String>> requests = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        AppProof asked = i % 2 == 0 ? proof : broken;
        requests.add(
            pool.submit(() -> {
              Throwable thrown = catchThrowable(() -> shared.verify(asked, exe));
              return String.valueOf(thrown);
            }));
      }
      for (int i = 0; i < requests.size(); i++) {
        assertThat(requests.get(i).get()).isEqualTo(i % 2 == 0 ? "null" : refusal);
      }
    }
  }

  @Test
  void anInterruptionIsKeptAndChangesNothing(@TempDir Path directory) throws Exception {
    Path file = Files.write(directory.resolve("whole.proof"), proof.toBytes());
    AppProof opened = AppProof.open(file);
    Thread.currentThread().interrupt();
    try {
      for (int threads : new int[] {1, 2}) {
        assertThat(verifier.withThreads(threads).verify(proof, exe).segments()).isEqualTo(SEGMENTS);
        assertThat(verifier.withThreads(threads).verify(opened, exe).segments())
            .isEqualTo(SEGMENTS);
      }
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  /** Work done on the calling thread, twice, when all is over, or by a pool that breaks down. */
  @Test
  void noExecutorMakesABrokenProofHold() {
    List<Runnable> kept = new ArrayList<>();
    List<Executor> odd =
        List.of(
            Runnable::run,
            work -> {
              work.run();
              work.run();
            },
            kept::add,
            work -> {
              Thread.ofPlatform().daemon(true).start(work);
              Thread.ofPlatform().daemon(true).start(work);
              Thread.currentThread().interrupt();
            });
    AppProof broken = AppProof.of(data(honest.claim(), damaged(List.of(2), false)));
    Throwable expected = catchThrowable(() -> verifier.verify(broken, exe));
    for (Executor executor : odd) {
      Verifier threaded = verifier.withExecutor(executor, 3);
      sameFailure(catchThrowable(() -> threaded.verify(broken, exe)), expected);
      assertThat(threaded.verify(proof, exe).segments()).isEqualTo(SEGMENTS);
    }
    kept.forEach(Runnable::run);
    assertThat(Thread.interrupted()).isTrue();
    Verifier defect =
        verifier.withExecutor(
            work -> {
              throw new IllegalStateException("broken down");
            },
            2);
    assertThatThrownBy(() -> defect.verify(proof, exe))
        .isInstanceOf(DefectException.class)
        .hasMessageContaining("broken down");
  }

  @Test
  void nothingIsHandedOverWhereThereIsOneThread() {
    AtomicInteger handed = new AtomicInteger();
    Verifier alone = verifier.withExecutor(work -> handed.incrementAndGet(), 1);
    assertThat(alone.verify(proof, exe).segments()).isEqualTo(SEGMENTS);
    assertThat(handed).hasValue(0);
    Verifier forgetful = verifier.withExecutor(work -> handed.incrementAndGet(), 2);
    assertThat(forgetful.verify(proof, exe).segments()).isEqualTo(SEGMENTS);
    assertThat(handed).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1025})
  void thereIsAtLeastOneThread(int count) {
    assertThatThrownBy(() -> verifier.withThreads(count))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("threads are from 1 to 1024, not " + count);
  }

  /** Compares with a plain loop; returns what was thrown. */
  private static Throwable same(List<byte[]> starks) {
    AppProofData forged = data(honest.claim(), starks);
    Throwable thrown = sameOnThreads(forged);
    assertThat(thrown)
        .isInstanceOfSatisfying(
            VerificationException.class, e -> assertThat(e.rejection()).isEqualTo(inOrder(forged)));
    return thrown;
  }

  private static void sameChain(int... order) {
    List<SegmentPublicValues> values = new ArrayList<>();
    List<byte[]> starks = new ArrayList<>();
    for (int k : order) {
      values.add(honest.claim().segments().get(k));
      starks.add(honest.starks().get(k));
    }
    AppClaim claim = honest.claim();
    sameOnThreads(data(new AppClaim(claim.program(), values, claim.publicValues()), starks));
  }

  private static Throwable sameOnThreads(AppProofData forged) {
    AppProof asked = AppProof.of(forged);
    Throwable expected = catchThrowable(() -> verifier.verify(asked, exe));
    assertThat(expected).isInstanceOf(VerificationException.class);
    for (int threads : new int[] {2, 3, 8}) {
      sameFailure(catchThrowable(() -> verifier.withThreads(threads).verify(asked, exe)), expected);
    }
    return expected;
  }

  private static void sameFailure(Throwable found, Throwable expected) {
    assertThat(found).hasSameClassAs(expected).hasMessage(expected.getMessage());
    if (expected instanceof VerificationException e) {
      assertThat(((VerificationException) found).rejection()).isEqualTo(e.rejection());
    }
  }

  /** One segment after the other, in one loop. */
  private static Rejection inOrder(AppProofData data) {
    List<SegmentPublicValues> segments = data.claim().segments();
    int i = 0;
    try {
      AppRules.chain(segments);
      for (; i < segments.size(); i++) {
        StarkVerifier.verify(
            key, data.starks().get(i), segments.get(i).toArray(), List.of(data.claim().program()));
      }
      throw new AssertionError("it holds");
    } catch (AppRejectedException e) {
      return new Rejection.Run(e.check(), String.valueOf(e.getMessage()));
    } catch (ProofRejectedException e) {
      return new Rejection.Segment(i, e.reason().name(), String.valueOf(e.getMessage()));
    }
  }

  private static List<byte[]> damaged(List<Integer> segments, boolean early) {
    List<byte[]> starks = new ArrayList<>(honest.starks());
    for (int k : segments) {
      byte[] bytes = starks.get(k).clone();
      bytes[early ? 40 : bytes.length - 1] ^= 1;
      starks.set(k, bytes);
    }
    return starks;
  }

  private static AppProofData data(AppClaim claim, List<byte[]> starks) {
    return new AppProofData(honest.vmCommitment(), claim, starks);
  }
}
