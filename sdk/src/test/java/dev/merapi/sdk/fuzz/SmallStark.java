package dev.merapi.sdk.fuzz;

import dev.merapi.stark.air.Air;
import dev.merapi.stark.air.AirBuilder;
import dev.merapi.stark.air.Bus;
import dev.merapi.stark.air.Column;
import dev.merapi.stark.air.Columns;
import dev.merapi.stark.air.Expr;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.hash.HashSuite;
import dev.merapi.stark.parallel.Parallel;
import dev.merapi.stark.proof.CommittedRoot;
import dev.merapi.stark.proof.ProofCodec;
import dev.merapi.stark.proof.StarkParameters;
import dev.merapi.stark.prover.CommittedMatrix;
import dev.merapi.stark.prover.Keygen;
import dev.merapi.stark.prover.ProverListener;
import dev.merapi.stark.prover.ProvingKey;
import dev.merapi.stark.prover.StarkProver;
import dev.merapi.stark.prover.Witness;
import dev.merapi.stark.verifier.ProofRejectedException;
import dev.merapi.stark.verifier.StarkVerifier;
import java.util.Arrays;
import java.util.List;

/**
 * A machine small enough that its proof is verified in milliseconds: a committed table, looked up
 * by a counter that starts at the public value, under parameters with all parts of a proof and no
 * security.
 */
final class SmallStark {
  private static final Bus TABLE = new Bus("table", 1, Bus.Kind.LOOKUP, 1);
  private static final int ROWS = 64;
  private static final StarkParameters PARAMETERS =
      new StarkParameters(
          "insecure-fuzz", "poseidon2", 1, 3, 23, 8, 4, 4, 4, List.of(4, 3), 4, 3, 2, 2);

  final ProvingKey key;
  final int[] publicValues = {3};
  final List<CommittedRoot> roots;
  final byte[] proof;

  SmallStark(HashSuite suite) {
    key = Keygen.generate(List.of(new Table(), new Counter()), 1, PARAMETERS.withSuite(suite.id()));
    ColumnMatrix values = ColumnMatrix.allocate(2 * ROWS, 1);
    ColumnMatrix counts = ColumnMatrix.allocate(2 * ROWS, 1);
    ColumnMatrix counter = ColumnMatrix.allocate(ROWS, 1);
    for (int i = 0; i < 2 * ROWS; i++) {
      values.set(0, i, KoalaBear.fromCanonical(i));
      counts.set(0, i, i >= 3 && i < 3 + ROWS ? KoalaBear.ONE : 0);
    }
    for (int i = 0; i < ROWS; i++) {
      counter.set(0, i, KoalaBear.fromCanonical(3 + i));
    }
    CommittedMatrix committed = Keygen.commit(key, 0, values);
    roots = List.of(committed.root());
    Witness witness =
        new Witness(publicValues, List.of(counts, counter), Arrays.asList(committed, null));
    proof =
        ProofCodec.encode(
            key.verifyingKey(),
            StarkProver.prove(key, witness, Parallel.sequential(), ProverListener.NONE));
  }

  /** Verifies an encoded proof. */
  void verify(byte[] bytes) throws ProofRejectedException {
    StarkVerifier.verify(key.verifyingKey(), bytes, publicValues, roots);
  }

  private static final class Table implements Air {
    private final Columns columns = new Columns();
    private final Column value = columns.committed("value");
    private final Column count = columns.main("count");

    @Override
    public String name() {
      return "table";
    }

    @Override
    public Columns columns() {
      return columns;
    }

    @Override
    public void define(AirBuilder builder) {
      builder.provide(TABLE, count, value);
    }
  }

  private static final class Counter implements Air {
    private final Columns columns = new Columns();
    private final Column x = columns.main("x");

    @Override
    public String name() {
      return "counter";
    }

    @Override
    public Columns columns() {
      return columns;
    }

    @Override
    public void define(AirBuilder builder) {
      builder.whenFirst().assertEqual("starts", x, builder.publicValue(0));
      builder.whenTransition().assertEqual("counts", x.next(), x.plus(1));
      builder.lookup(TABLE, Expr.constant(1), x);
    }
  }
}
