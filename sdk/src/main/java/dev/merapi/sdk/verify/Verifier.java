package dev.merapi.sdk.verify;

import dev.merapi.metrics.MetricNames;
import dev.merapi.metrics.Metrics;
import dev.merapi.sdk.error.DefectException;
import dev.merapi.sdk.error.InvalidInputException;
import dev.merapi.sdk.error.InvalidInputException.Subject;
import dev.merapi.sdk.error.Rejection;
import dev.merapi.sdk.error.VerificationException;
import dev.merapi.stark.parallel.Parallel;
import dev.merapi.vm.verification.AppRejectedException;
import dev.merapi.vm.verification.AppVerification;
import dev.merapi.vm.verification.VerifiedApp;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Verifies proofs of one machine. Works alone: no prover, no Vector API, no native code. Immutable
 * and thread-safe. Without {@link #withThreads} or {@link #withExecutor} all work happens on the
 * calling thread, as that on a proof of one segment always does; what is found, and what is thrown,
 * is the same.
 */
public final class Verifier {

  private static final int MAX_THREADS = 1024;

  private final VerifyingKey key;
  private final Parallel parallel;

  private Verifier(VerifyingKey key, Parallel parallel) {
    this.key = key;
    this.parallel = parallel;
  }

  /** The verifier of a machine. */
  public static Verifier of(VerifyingKey key) {
    return new Verifier(key, Parallel.sequential());
  }

  /**
   * This verifier with the segments of a proof verified on so many threads: the calling one and
   * others that are started for each proof and end with it.
   */
  public Verifier withThreads(int count) {
    return withExecutor(Verifier::start, count);
  }

  /**
   * This verifier with the segments of a proof verified on up to so many threads: the calling one,
   * which waits for nothing that has not begun, and those of a pool that stays the caller's.
   */
  public Verifier withExecutor(Executor pool, int count) {
    if (count < 1 || count > MAX_THREADS) {
      throw new InvalidInputException(
          Subject.CONFIGURATION, "threads are from 1 to " + MAX_THREADS + ", not " + count);
    }
    return new Verifier(key, Parallel.of(pool, count));
  }

  private static void start(Runnable work) {
    try {
      Thread.ofPlatform().name("merapi-verifier").daemon(true).start(work);
    } catch (OutOfMemoryError e) { // the system gives no more threads
      throw new RejectedExecutionException(e);
    }
  }

  /**
   * Verifies that a program ran to its end on this machine.
   *
   * @param proof the proof
   * @param exeCommitment the program that must have run
   * @return what the proof shows
   * @throws VerificationException if it does not hold
   * @throws InvalidInputException if the file it was opened from cannot be read any more
   */
  public VerifiedRun verify(AppProof proof, Commitment exeCommitment) {
    return check(proof, exeCommitment);
  }

  /**
   * Verifies that <em>some</em> program ran to its end on this machine: the one named by {@link
   * VerifiedRun#exeCommitment()}, which nothing pins until the caller compares it.
   *
   * @throws VerificationException if the proof does not hold
   * @throws InvalidInputException if the file it was opened from cannot be read any more
   */
  public VerifiedRun verifyUnpinned(AppProof proof) {
    return check(proof, null);
  }

  private VerifiedRun check(AppProof proof, @Nullable Commitment exeCommitment) {
    if (!proof.vmCommitment().equals(key.commitment())) {
      throw new VerificationException(
          new Rejection.OtherMachine(key.commitment().toHex(), proof.vmCommitment().toHex()));
    }
    try (Metrics.Span span = Metrics.span(MetricNames.VERIFY)) {
      VerifiedApp run =
          AppVerification.verify(
              key.data().stark(),
              key.publicValuesBytes(),
              proof.data().claim(),
              proof.data().starks(),
              exeCommitment == null ? null : exeCommitment.words(),
              parallel);
      return new VerifiedRun(
          run.publicValues(), Commitment.of(run.exeCommitment()), key.commitment(), run.segments());
    } catch (AppRejectedException e) {
      throw new VerificationException(rejection(e, proof, exeCommitment));
    } catch (UncheckedIOException e) {
      throw new InvalidInputException(
          Subject.PROOF,
          "the proof cannot be read any more: "
              + Objects.requireNonNullElse(e.getCause(), e).getMessage(),
          e);
    } catch (RuntimeException e) {
      throw new DefectException("internal error of the verifier: " + e, e);
    }
  }

  private static Rejection rejection(
      AppRejectedException e, AppProof proof, @Nullable Commitment exeCommitment) {
    String detail = String.valueOf(e.getMessage());
    return switch (e.rule()) {
      case SEGMENT -> new Rejection.Segment(e.segment(), e.check(), detail);
      case RUN -> new Rejection.Run(e.check(), detail);
      case PROGRAM ->
          new Rejection.OtherProgram(String.valueOf(exeCommitment), proof.exeCommitment().toHex());
      case PUBLIC_VALUES -> new Rejection.PublicValues(detail);
      case GUEST_FAILED -> new Rejection.GuestFailed(Integer.parseInt(e.check()));
    };
  }
}
