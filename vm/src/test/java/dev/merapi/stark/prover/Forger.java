package dev.merapi.stark.prover;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.Ext;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.kernel.Kernels;
import dev.merapi.stark.memory.Workspace;
import dev.merapi.stark.parallel.Parallel;
import dev.merapi.stark.poly.Domain;
import dev.merapi.stark.proof.ProofFormatException;
import dev.merapi.stark.proof.ProofShape;
import dev.merapi.stark.proof.StarkProof;
import dev.merapi.stark.proof.VerifyingKey;
import dev.merapi.stark.verifier.ConstraintIdentity;
import java.util.ArrayList;
import java.util.List;

/**
 * A prover of the real machine that goes on whatever does not hold, and departs from the protocol
 * where it is told to. The proof system's own tests have one for every place of the protocol.
 */
public final class Forger extends Conduct {
  /** Where to depart. */
  public enum Place {
    /** Nowhere: the traces are lie enough. */
    NONE,
    /** Two exposed sums, by amounts that cancel. */
    SUMS,
    /** The quotient. */
    QUOTIENT,
    /** The first column's value at z. */
    OPENING,
    /** The DEEP codeword. */
    CODEWORD,
    /** The final polynomial. */
    FINAL_POLYNOMIAL
  }

  private final Place place;

  private Forger(Place place) {
    this.place = place;
  }

  /** A proof of whatever the witness is. */
  public static StarkProof prove(ProvingKey key, Witness witness, Place place, Parallel parallel) {
    return StarkProver.prove(
        key,
        witness,
        parallel,
        Workspace.heap(),
        ProverListener.NONE,
        Kernels.best(),
        new Forger(place));
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
    List<Ext> sums = new ArrayList<>(computed);
    if (place == Place.SUMS) {
      sums.set(0, sums.get(0).add(KoalaBear.ONE));
      sums.set(1, sums.get(1).sub(Ext.of(KoalaBear.ONE)));
    }
    return sums;
  }

  @Override
  ColumnMatrix quotient(ColumnMatrix computed) {
    return place == Place.QUOTIENT ? shifted(computed) : computed;
  }

  private static ColumnMatrix shifted(ColumnMatrix matrix) {
    for (int row = 0; row < matrix.height(); row++) {
      matrix.set(0, row, KoalaBear.add(matrix.get(0, row), KoalaBear.ONE));
    }
    return matrix;
  }

  @Override
  void identity(
      VerifyingKey key,
      ProofShape shape,
      StarkProof opened,
      int[] publicValues,
      ConstraintIdentity.Challenges challenges) {}

  @Override
  void openedValues(List<Ext> here, List<Ext> next) {
    if (place == Place.OPENING) {
      here.set(0, here.getFirst().add(KoalaBear.ONE));
    }
  }

  @Override
  ColumnMatrix codeword(int fold, ColumnMatrix computed) {
    return place == Place.CODEWORD && fold == 0 ? shifted(computed) : computed;
  }

  @Override
  List<Ext> finalPolynomial(List<Ext> computed, ColumnMatrix codeword, Domain domain) {
    List<Ext> polynomial = new ArrayList<>(computed);
    if (place == Place.FINAL_POLYNOMIAL) {
      polynomial.set(1, polynomial.get(1).add(KoalaBear.ONE));
    }
    return polynomial;
  }
}
