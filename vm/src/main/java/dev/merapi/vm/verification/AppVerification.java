package dev.merapi.vm.verification;

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
   *     when its turn comes, so that only one is held at a time
   * @param exeCommitment the executable that must have run, 8 canonical elements; null to accept
   *     any
   * @throws AppRejectedException naming the rule that failed
   */
  public static VerifiedApp verify(
      VerifyingKey key,
      int publicValueBytes,
      AppClaim claim,
      List<byte[]> proofs,
      int @Nullable [] exeCommitment)
      throws AppRejectedException {
    List<SegmentPublicValues> segments = claim.segments();
    if (proofs.size() != segments.size()) {
      throw new AppRejectedException(
          Rule.RUN, 0, "segments", proofs.size() + " proofs for " + segments.size() + " segments");
    }
    AppRules.chain(segments);
    int[] exe = AppRules.executable(claim.program(), segments.getFirst(), exeCommitment);
    AppRules.publicValues(claim.publicValues(), segments.getLast(), publicValueBytes);
    for (int i = 0; i < segments.size(); i++) {
      try {
        StarkVerifier.verify(
            key, proofs.get(i), segments.get(i).toArray(), List.of(claim.program()));
      } catch (ProofRejectedException e) {
        throw new AppRejectedException(
            Rule.SEGMENT, i, e.reason().name(), String.valueOf(e.getMessage()));
      }
    }
    AppRules.success(segments.size(), segments.getLast());
    return new VerifiedApp(exe, claim.publicValues().values(), segments.size());
  }
}
