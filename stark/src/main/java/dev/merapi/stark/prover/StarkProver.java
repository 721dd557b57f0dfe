package dev.merapi.stark.prover;

import dev.merapi.stark.air.trace.TraceChecker;
import dev.merapi.stark.air.trace.Violation;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.kernel.Kernels;
import dev.merapi.stark.memory.Workspace;
import dev.merapi.stark.memory.WorkspaceFullException;
import dev.merapi.stark.parallel.Parallel;
import dev.merapi.stark.proof.StarkProof;
import dev.merapi.stark.proof.VerifyingKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The prover of the lifted multi-AIR STARK set out in docs/protocol.md. Stateless; a proof depends
 * on the key and the witness alone, not on the number of threads or the kernels.
 */
public final class StarkProver {
  private StarkProver() {}

  /**
   * Proves.
   *
   * @param witness used up
   * @param parallel where work runs; cancelling it ends the proof with its CancelledException
   * @param workspace all large memory of the proof, which gives all of it back; {@link
   *     ProverMemory#words} says how much. It may hold the witness, but nothing else: it is reset
   *     when the proof fails
   * @throws IllegalArgumentException if the witness does not have a shape the key allows
   * @throws UnsatisfiedWitnessException if the witness does not satisfy the constraints or a bus
   *     does not balance; {@link #check} says where
   * @throws WorkspaceFullException if the workspace is too small
   */
  public static StarkProof prove(
      ProvingKey key,
      Witness witness,
      Parallel parallel,
      Workspace workspace,
      ProverListener listener) {
    VerifyingKey verifyingKey = key.verifyingKey();
    Kernels kernels = Kernels.forWork(verifyingKey.suite(), witness.cells(verifyingKey.airs()));
    return prove(key, witness, parallel, workspace, listener, kernels, Conduct.HONEST);
  }

  /** As the other form, on the heap. */
  public static StarkProof prove(
      ProvingKey key, Witness witness, Parallel parallel, ProverListener listener) {
    return prove(key, witness, parallel, Workspace.heap(), listener);
  }

  /** As the other forms, with kernels and conduct given. */
  static StarkProof prove(
      ProvingKey key,
      Witness witness,
      Parallel parallel,
      Workspace workspace,
      ProverListener listener,
      Kernels kernels,
      Conduct conduct) {
    boolean proved = false;
    try {
      StarkProof proof =
          new ProofRun(key.verifyingKey(), witness, parallel, workspace, listener, kernels, conduct)
              .prove();
      proved = true;
      return proof;
    } finally {
      if (!proved) {
        workspace.reset();
      }
    }
  }

  /**
   * Checks a witness without using it up: every constraint on every row, every bus by multiset.
   * Slow and exact.
   *
   * @return what is wrong; empty when the witness can be proven
   */
  public static List<Violation> check(ProvingKey key, Witness witness) {
    List<ColumnMatrix> main = new ArrayList<>();
    List<@Nullable ColumnMatrix> committed = new ArrayList<>();
    for (int j = 0; j < witness.mainCount(); j++) {
      main.add(witness.main(j));
      CommittedMatrix matrix = witness.committed().get(j);
      committed.add(matrix == null ? null : matrix.matrix());
    }
    return TraceChecker.check(key.verifyingKey().airs(), main, committed, witness.publicValues());
  }
}
