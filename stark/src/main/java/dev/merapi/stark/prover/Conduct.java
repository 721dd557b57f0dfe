package dev.merapi.stark.prover;

import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.air.trace.LogUpTrace;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.Ext;
import dev.merapi.stark.poly.Domain;
import dev.merapi.stark.poly.ExtVectors;
import dev.merapi.stark.proof.ProofShape;
import dev.merapi.stark.proof.StarkProof;
import dev.merapi.stark.proof.VerifyingKey;
import dev.merapi.stark.verifier.ConstraintIdentity;
import dev.merapi.stark.verifier.ProofRejectedException;
import java.util.List;

/**
 * What an honest prover does where a dishonest one could do something else. Tests of soundness
 * override it; nothing else does.
 */
class Conduct {
  static final Conduct HONEST = new Conduct();

  /** The shape of the proof, the witness checked against the key. */
  ProofShape shape(VerifyingKey key, Witness witness) {
    return WitnessShape.check(key, witness);
  }

  /** The transcript to use, given a fresh one. */
  ProverTranscript transcript(ProverTranscript fresh) {
    return fresh;
  }

  /** The LogUp columns to commit to, changed in place, and the sum of an AIR. */
  LogUpTrace logUp(CompiledAir air, LogUpTrace computed) {
    return computed;
  }

  /** The exposed sums to send, given those computed, which must cancel. */
  List<Ext> exposedSums(List<Ext> computed) {
    if (!computed.stream().reduce(Ext.ZERO, Ext::add).isZero()) {
      throw new UnsatisfiedWitnessException("the buses do not balance");
    }
    return computed;
  }

  /** The quotient to commit to, values on its domain, given the one computed. */
  ColumnMatrix quotient(ColumnMatrix computed) {
    return computed;
  }

  /** Checks the constraints at the out-of-domain point. */
  void identity(
      VerifyingKey key,
      ProofShape shape,
      StarkProof opened,
      int[] publicValues,
      ConstraintIdentity.Challenges challenges) {
    try {
      ConstraintIdentity.check(key, shape, opened, publicValues, challenges);
    } catch (ProofRejectedException e) {
      throw new UnsatisfiedWitnessException("the traces do not satisfy the constraints");
    }
  }

  /** Looks at, or changes, the opened values before they are sent. */
  void openedValues(List<Ext> here, List<Ext> next) {}

  /** The codeword to commit to at a fold, given the one computed. */
  ColumnMatrix codeword(int fold, ColumnMatrix computed) {
    return computed;
  }

  /** The final polynomial to send, given the one computed, which must fit the whole codeword. */
  List<Ext> finalPolynomial(List<Ext> computed, ColumnMatrix codeword, Domain domain) {
    for (int q = 0; q < domain.size(); q++) {
      int x = domain.point(q);
      Ext value = Ext.ZERO;
      for (Ext coefficient : computed.reversed()) {
        value = value.mul(x).add(coefficient);
      }
      if (!value.equals(ExtVectors.get(codeword, q))) {
        throw new IllegalStateException("the last codeword is not of low degree");
      }
    }
    return computed;
  }
}
