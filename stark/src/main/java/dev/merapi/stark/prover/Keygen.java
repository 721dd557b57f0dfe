package dev.merapi.stark.prover;

import dev.merapi.stark.air.Air;
import dev.merapi.stark.air.AirCompiler;
import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.parallel.Parallel;
import dev.merapi.stark.proof.StarkParameters;
import dev.merapi.stark.proof.VerifyingKey;
import java.util.List;
import java.util.Optional;

/** Makes keys and commits to matrices known ahead of proofs. */
public final class Keygen {
  private Keygen() {}

  /**
   * Compiles a machine.
   *
   * @param airs in the order of everything in a proof but the rows of its trees
   * @param publicValueCount public values of a proof
   * @throws IllegalArgumentException naming the AIR and what in it breaks a rule, such as a
   *     constraint above the degree limit
   */
  public static ProvingKey generate(
      List<Air> airs, int publicValueCount, StarkParameters parameters) {
    List<CompiledAir> compiled =
        airs.stream().map(air -> AirCompiler.compile(air, parameters.maxDegree())).toList();
    return of(compiled, publicValueCount, parameters);
  }

  /**
   * The key of a machine compiled before, with the parameters' degree limit.
   *
   * @throws IllegalArgumentException as {@link #generate}
   */
  public static ProvingKey of(
      List<CompiledAir> airs, int publicValueCount, StarkParameters parameters) {
    return new ProvingKey(new VerifyingKey(parameters, airs, publicValueCount));
  }

  /**
   * Commits to the committed matrix of an AIR.
   *
   * @param airIndex the AIR
   * @param matrix rows in natural order; at least 2^logCap of them, a power of two
   * @throws IllegalArgumentException if the matrix is not of a shape the AIR allows
   */
  public static CommittedMatrix commit(
      ProvingKey key, int airIndex, ColumnMatrix matrix, Parallel parallel) {
    return CommittedMatrix.commit(key.verifyingKey(), airIndex, matrix, parallel);
  }

  /** As the other form, on the calling thread. */
  public static CommittedMatrix commit(ProvingKey key, int airIndex, ColumnMatrix matrix) {
    return commit(key, airIndex, matrix, Parallel.sequential());
  }

  /**
   * As {@link #commit}, with the digests of an earlier commitment to the same matrix instead of
   * hashing its rows. The rows are extended anew and everything above the digests is computed; of
   * the digests themselves some are compared with the rows.
   *
   * @param digests as {@link CommittedMatrix#digests} gave them
   * @return empty if they are seen to be of another matrix
   * @throws IllegalArgumentException if the matrix is not of a shape the AIR allows
   */
  public static Optional<CommittedMatrix> restore(
      ProvingKey key, int airIndex, ColumnMatrix matrix, int[] digests, Parallel parallel) {
    return CommittedMatrix.restore(key.verifyingKey(), airIndex, matrix, digests, parallel);
  }

  /** Words of {@link CommittedMatrix#digests} of a matrix under a key. */
  public static int digestWords(ProvingKey key, ColumnMatrix matrix) {
    return CommittedMatrix.digestWords(key.verifyingKey(), matrix);
  }
}
