package dev.merapi.vm.verification;

import dev.merapi.stark.parallel.Parallel;
import dev.merapi.stark.proof.CommittedRoot;
import dev.merapi.stark.proof.VerifyingKey;
import dev.merapi.stark.verifier.ProofRejectedException;
import dev.merapi.stark.verifier.StarkVerifier;
import dev.merapi.vm.verification.AppRejectedException.Rule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a run: each segment's proof under one program, and the rules that make the segments one
 * run.
 */
public final class AppVerification {
  private AppVerification() {}

  /**
   * Verifies a run.
   *
   * @param key the machine's verifying key, trusted
   * @param publicValueBytes bytes of public values of the machine, trusted
   * @param claim what the proofs claim, not trusted
   * @param proofs one encoded proof for each segment of the claim, not trusted; each is decoded
   *     when its turn comes, so that a thread holds only one at a time
   * @param exeCommitment the executable that must have run, 8 canonical elements; null to accept
   *     any
   * @param parallel where segments are verified; the outcome is that of one after the other
   * @throws AppRejectedException naming the rule that failed
   */
  public static VerifiedApp verify(
      VerifyingKey key,
      int publicValueBytes,
      AppClaim claim,
      List<byte[]> proofs,
      int @Nullable [] exeCommitment,
      Parallel parallel)
      throws AppRejectedException {
    List<SegmentPublicValues> segments = claim.segments();
    if (proofs.size() != segments.size()) {
      throw new AppRejectedException(
          Rule.RUN, 0, "segments", proofs.size() + " proofs for " + segments.size() + " segments");
    }
    AppRules.chain(segments);
    int[] exe = AppRules.executable(claim.program(), segments.getFirst(), exeCommitment);
    AppRules.publicValues(claim.publicValues(), segments.getLast(), publicValueBytes);
    SegmentChecks.run(
        segments.size(),
        parallel,
        i -> segment(key, claim.program(), i, proofs.get(i), segments.get(i)));
    AppRules.success(segments.size(), segments.getLast());
    return new VerifiedApp(exe, claim.publicValues().values(), segments.size());
  }

  private static void segment(
      VerifyingKey key, CommittedRoot program, int i, byte[] proof, SegmentPublicValues values)
      throws AppRejectedException {
    try {
      StarkVerifier.verify(key, proof, values.toArray(), List.of(program));
    } catch (ProofRejectedException e) {
      throw new AppRejectedException(
          Rule.SEGMENT, i, e.reason().name(), String.valueOf(e.getMessage()));
    }
  }
}
