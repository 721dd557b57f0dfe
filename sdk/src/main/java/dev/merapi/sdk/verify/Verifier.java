package dev.merapi.sdk.verify;

import dev.merapi.metrics.MetricNames;
import dev.merapi.metrics.Metrics;
import dev.merapi.sdk.error.DefectException;
import dev.merapi.sdk.error.InvalidInputException;
import dev.merapi.sdk.error.InvalidInputException.Subject;
import dev.merapi.sdk.error.Rejection;
import dev.merapi.sdk.error.VerificationException;
import dev.merapi.vm.verification.AppRejectedException;
import dev.merapi.vm.verification.AppVerification;
import dev.merapi.vm.verification.VerifiedApp;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Verifies proofs of one machine. Works alone: no prover, no Vector API, no native code. Immutable
 * and thread-safe.
 */
public final class Verifier {

  private final VerifyingKey key;

  private Verifier(VerifyingKey key) {
    this.key = key;
  }

  /** The verifier of a machine. */
  public static Verifier of(VerifyingKey key) {
    return new Verifier(key);
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
              exeCommitment == null ? null : exeCommitment.words());
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
