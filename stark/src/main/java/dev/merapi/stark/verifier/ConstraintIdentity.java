package dev.merapi.stark.verifier;

import dev.merapi.stark.field.Ext;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.proof.ProofShape;
import dev.merapi.stark.proof.StarkProof;
import dev.merapi.stark.proof.VerifyingKey;
import java.util.Arrays;
import java.util.List;

/**
 * The check of the constraints at the out-of-domain point, alone: what a prover asks before it
 * spends time on the rest of a proof.
 */
public final class ConstraintIdentity {
  private ConstraintIdentity() {}

  /**
   * The challenges the identity depends on.
   *
   * @param logUp α and β of LogUp, empty without interactions
   * @param alpha folds the constraints of an AIR
   * @param beta folds the AIRs
   * @param z the out-of-domain point
   */
  public record Challenges(List<Ext> logUp, Ext alpha, Ext beta, Ext z) {
    /** Copies the list. */
    public Challenges {
      logUp = List.copyOf(logUp);
    }
  }

  /**
   * Checks the identity.
   *
   * @param proof of which only the heights, exposed sums and opened values are read
   * @param publicValues canonical
   * @throws ProofRejectedException if it does not hold or z lies in a domain
   */
  public static void check(
      VerifyingKey key,
      ProofShape shape,
      StarkProof proof,
      int[] publicValues,
      Challenges challenges)
      throws ProofRejectedException {
    List<Integer> values = Arrays.stream(publicValues).mapToObj(KoalaBear::fromCanonical).toList();
    NativeInput input =
        new NativeInput(proof, shape, values, List.of(), key.parameters().logBlowup());
    NativeArithmetic arithmetic = new NativeArithmetic(key.suite());
    try {
      List<List<Boolean>> heights =
          input.logHeights().stream()
              .map(log -> arithmetic.oneHot(log, 1, shape.logHeight(), Rejection.HEIGHTS))
              .toList();
      new OutOfDomainCheck<>(arithmetic, key, shape, input, heights, challenges.z())
          .identity(challenges.logUp(), challenges.alpha(), challenges.beta());
    } catch (NativeArithmetic.Rejected e) {
      throw e.toChecked();
    }
  }
}
