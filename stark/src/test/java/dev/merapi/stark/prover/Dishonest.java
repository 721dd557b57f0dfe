package dev.merapi.stark.prover;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.Ext;
import dev.merapi.stark.hash.HashSuite;
import dev.merapi.stark.kernel.Kernels;
import dev.merapi.stark.memory.Workspace;
import dev.merapi.stark.parallel.Parallel;
import dev.merapi.stark.poly.Domain;
import dev.merapi.stark.proof.ProofFormatException;
import dev.merapi.stark.proof.ProofShape;
import dev.merapi.stark.proof.StarkProof;
import dev.merapi.stark.proof.VerifyingKey;
import dev.merapi.stark.verifier.ConstraintIdentity;
import dev.merapi.stark.verifier.ProofRejectedException;
import dev.merapi.stark.verifier.Rejection;
import dev.merapi.stark.verifier.StarkVerifier;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A prover that goes on whatever does not hold. Subclasses forge more. */
class Dishonest extends Conduct {
  /** A transcript that changes what is observed and the work that is done. */
  abstract static class Meddling extends ProverTranscript {
    private int observed;
    private int ground;

    /** A nonce; with the few bits of the tests, some of its kind are proofs of work by chance. */
    private static final int NO_WORK = 54321;

    Meddling(HashSuite suite) {
      super(suite, Parallel.sequential(), Kernels.scalar());
    }

    /** What to observe in place of the words of an observation; null for nothing at all. */
    int @Nullable [] meddle(int index, int[] words) {
      return words;
    }

    /** Whether to do the work of a grind. */
    boolean works(int index) {
      return true;
    }

    int observed() {
      return observed;
    }

    @Override
    void observe(int... words) {
      int[] meddled = meddle(observed++, words);
      if (meddled != null) {
        super.observe(meddled);
      }
    }

    @Override
    int grind(int bits) {
      if (works(ground++)) {
        return super.grind(bits);
      }
      super.observe(NO_WORK);
      return NO_WORK;
    }
  }

  @Override
  ProofShape shape(VerifyingKey key, Witness witness) {
    int[] logHeights = new int[witness.mainCount()];
    for (int j = 0; j < logHeights.length; j++) {
      logHeights[j] = Domain.log2(witness.main(j).height());
    }
    try {
      return ProofShape.of(key, logHeights);
    } catch (ProofFormatException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Override
  List<Ext> exposedSums(List<Ext> computed) {
    return computed;
  }

  @Override
  void identity(
      VerifyingKey key,
      ProofShape shape,
      StarkProof opened,
      int[] publicValues,
      ConstraintIdentity.Challenges challenges) {}

  @Override
  List<Ext> finalPolynomial(List<Ext> computed, ColumnMatrix codeword, Domain domain) {
    return computed;
  }

  /** A prover whose transcript is replaced. */
  static Dishonest with(Function<ProverTranscript, ProverTranscript> replacement) {
    return new Dishonest() {
      @Override
      ProverTranscript transcript(ProverTranscript fresh) {
        return replacement.apply(fresh);
      }
    };
  }

  /** A prover whose exposed sums are replaced. */
  static Dishonest sums(UnaryOperator<List<Ext>> replacement) {
    return new Dishonest() {
      @Override
      List<Ext> exposedSums(List<Ext> computed) {
        return replacement.apply(computed);
      }
    };
  }

  StarkProof forge(TestMachine machine) {
    return forge(machine.key, machine.witness());
  }

  StarkProof forge(ProvingKey key, Witness witness) {
    return StarkProver.prove(
        key,
        witness,
        Parallel.sequential(),
        Workspace.heap(),
        ProverListener.NONE,
        Kernels.best(),
        this);
  }

  /** Why a verifier rejects, null if it accepts. */
  static @Nullable Rejection verdict(TestMachine machine, StarkProof proof) {
    return verdict(machine.key.verifyingKey(), proof, machine.publicValues, machine);
  }

  static @Nullable Rejection verdict(
      VerifyingKey key, StarkProof proof, int[] publicValues, TestMachine machine) {
    try {
      StarkVerifier.verify(key, proof, publicValues, machine.roots());
      return null;
    } catch (ProofRejectedException e) {
      return e.reason();
    }
  }

  /** As the other forms, for a claim of no public values and no committed matrices. */
  static @Nullable Rejection verdict(VerifyingKey key, StarkProof proof) {
    try {
      StarkVerifier.verify(key, proof, new int[0], List.of());
      return null;
    } catch (ProofRejectedException e) {
      return e.reason();
    }
  }
}
