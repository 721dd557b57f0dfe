package dev.merapi.stark.prover;

import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.air.trace.SelectorTable;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.Ext;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.kernel.Kernels;
import dev.merapi.stark.memory.Workspace;
import dev.merapi.stark.merkle.FoldTree;
import dev.merapi.stark.merkle.LiftedTree;
import dev.merapi.stark.parallel.Parallel;
import dev.merapi.stark.parallel.RangeTask;
import dev.merapi.stark.poly.Deep;
import dev.merapi.stark.poly.Domain;
import dev.merapi.stark.poly.FriFolding;
import dev.merapi.stark.poly.Lde;
import dev.merapi.stark.poly.QuotientChunks;
import dev.merapi.stark.proof.ProofFormatException;
import dev.merapi.stark.proof.ProofShape;
import dev.merapi.stark.proof.StarkParameters;
import dev.merapi.stark.proof.VerifyingKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * How large a workspace the proofs of a machine need: the takes and gives of {@link ProofRun} and
 * its phases, in their order, on a dry workspace. The same for any number of threads. Some ten
 * microseconds an answer.
 *
 * <p>Outside of the workspace a JVM needs {@link #twiddleBytes} for its tallest proof, {@link
 * #THREAD_BYTES} for each thread at work, and a few megabytes.
 */
public final class ProverMemory {
  /** Most bytes of what a thread keeps: registers of constraints, scratch of kernels. */
  public static final long THREAD_BYTES = 6L << 20;

  private static final Parallel IDLE =
      new Parallel() {
        @Override
        public int threads() {
          return 1;
        }

        @Override
        public void forRange(int start, int end, int grain, RangeTask task) {}

        @Override
        public void checkCancelled() {}
      };

  private final StarkParameters parameters;
  private final VerifyingKey key;
  private final ProofShape shape;
  private final Workspace workspace = Workspace.dry();

  private ProverMemory(VerifyingKey key, ProofShape shape) {
    this.key = key;
    this.parameters = key.parameters();
    this.shape = shape;
  }

  /**
   * Words of a workspace that is just large enough for a proof whose witness lies in it too, its
   * traces taken in AIR order.
   *
   * @param logHeights log2 of the height of each AIR
   * @throws IllegalArgumentException if the key does not allow these heights
   */
  public static long words(VerifyingKey key, int... logHeights) {
    try {
      ProverMemory memory = new ProverMemory(key, ProofShape.of(key, logHeights));
      memory.rehearse();
      return memory.workspace.highWater();
    } catch (ProofFormatException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * Bytes of the twiddle factors for traces of up to 2^logHeight rows, kept by the JVM: 8 for each
   * point of a trace's domain, an extension's and a quotient's.
   */
  public static long twiddleBytes(StarkParameters parameters, int logHeight) {
    long cosets = 1 + (1L << parameters.logBlowup()) + (1L << parameters.logQuotientChunks());
    return 8 * cosets << logHeight;
  }

  private void rehearse() {
    List<ColumnMatrix> traces = takeAll(CompiledAir::mainWidth, 0);
    commit(takeAll(CompiledAir::mainWidth, parameters.logBlowup()));
    if (shape.exposedSums() == 0) {
      traces.forEach(workspace::give);
    } else {
      List<ColumnMatrix> aux = new ArrayList<>();
      for (int j = 0; j < traces.size(); j++) {
        aux.add(take(j, key.airs().get(j).auxWidth(), parameters.logBlowup()));
        workspace.give(traces.get(j));
      }
      commit(aux);
    }
    quotient();
    // The weights of shorter matrices fit where these do.
    workspace.give(workspace.take((1 << shape.logHeight()) + 1, Ext.DEGREE));
    fold(deep());
  }

  private ColumnMatrix take(int air, int width, int logBlowup) {
    return workspace.take(1 << shape.logHeights().get(air) + logBlowup, width);
  }

  private List<ColumnMatrix> takeAll(ToIntFunction<CompiledAir> width, int logBlowup) {
    List<ColumnMatrix> all = new ArrayList<>();
    for (int j = 0; j < key.airs().size(); j++) {
      all.add(take(j, width.applyAsInt(key.airs().get(j)), logBlowup));
    }
    return all;
  }

  private void commit(List<ColumnMatrix> ldes) {
    tree(shape.rowOrder().stream().map(ldes::get).toList());
  }

  private void tree(List<ColumnMatrix> ldes) {
    LiftedTree.commit(
        ldes,
        parameters.logBlowup(),
        parameters.logCap(),
        key.suite(),
        IDLE,
        Kernels.best(),
        workspace);
  }

  private void quotient() {
    int logChunks = parameters.logQuotientChunks();
    @Nullable ColumnMatrix sum = null;
    for (int log = 1; log <= shape.logHeight(); log++) {
      if (shape.logHeights().contains(log)) {
        sum = Deep.lifted(sum, log, logChunks, IDLE, workspace);
        workspace.give(workspace.take(1 << log + logChunks, SelectorTable.COLUMNS));
      }
    }
    if (sum != null) {
      Domain domain = new Domain(shape.logHeight(), logChunks, KoalaBear.ONE);
      ColumnMatrix chunks =
          QuotientChunks.extend(
              sum, domain, parameters.logBlowup(), IDLE, Kernels.best(), workspace);
      workspace.give(sum);
      tree(List.of(chunks));
    }
  }

  private ColumnMatrix deep() {
    @Nullable ColumnMatrix sum = null;
    for (int log = 1; log < shape.logHeight(); log++) {
      if (hasColumns(log)) {
        sum = Deep.lifted(sum, log, 0, IDLE, workspace);
      }
    }
    sum = Deep.lifted(sum, shape.logHeight(), 0, IDLE, workspace);
    return Lde.complete(sum, parameters.logBlowup(), IDLE, Kernels.best(), workspace);
  }

  private boolean hasColumns(int log) {
    for (int j = 0; j < key.airs().size(); j++) {
      CompiledAir air = key.airs().get(j);
      if (shape.logHeights().get(j) == log
          && air.mainWidth() + air.committedWidth() + air.auxWidth() > 0) {
        return true;
      }
    }
    return false;
  }

  private void fold(ColumnMatrix deep) {
    int logBlowup = parameters.logBlowup();
    ColumnMatrix codeword = deep;
    Domain domain = Domain.lde(shape.logHeight(), logBlowup);
    for (int logFold : shape.logFolds()) {
      FoldTree.commit(
          codeword,
          logBlowup,
          logFold,
          parameters.logCap(),
          key.suite(),
          IDLE,
          Kernels.best(),
          workspace);
      codeword =
          FriFolding.fold(codeword, domain, logFold, Ext.ONE, IDLE, Kernels.best(), workspace);
      domain = domain.folded(logFold);
    }
  }
}
