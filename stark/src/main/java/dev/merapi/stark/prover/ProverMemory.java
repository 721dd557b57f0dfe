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
import dev.merapi.stark.poly.Extension;
import dev.merapi.stark.poly.FriFolding;
import dev.merapi.stark.poly.Lde;
import dev.merapi.stark.poly.QuotientChunks;
import dev.merapi.stark.proof.ProofFormatException;
import dev.merapi.stark.proof.ProofShape;
import dev.merapi.stark.proof.StarkParameters;
import dev.merapi.stark.proof.VerifyingKey;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
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
  private final BitSet compact;
  private final Workspace workspace = Workspace.dry();

  private ProverMemory(VerifyingKey key, ProofShape shape, BitSet compact) {
    this.compact = compact;
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
      return words(key, ProofShape.of(key, logHeights), new BitSet());
    } catch (ProofFormatException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * As {@link #words(VerifyingKey, int...)}, of a proof that keeps one coset at a time of the
   * extensions of its tall tables. A proof does so by itself for as many tables as it must, the
   * tallest first, when its workspace has fewer words than the other form tells. At blow-up 2 it
   * takes up to five more transforms for each column, at others more.
   *
   * @param compactFrom log2 of the least height of such tables
   */
  public static long compactWords(VerifyingKey key, int compactFrom, int... logHeights) {
    try {
      ProofShape shape = ProofShape.of(key, logHeights);
      return words(key, shape, CompactTables.from(key, shape, compactFrom));
    } catch (ProofFormatException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  static long words(VerifyingKey key, ProofShape shape, BitSet compact) {
    ProverMemory memory = new ProverMemory(key, shape, compact);
    memory.rehearse();
    return memory.workspace.highWater();
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
    List<ColumnMatrix> traces = new ArrayList<>();
    for (int j = 0; j < key.airs().size(); j++) {
      int rows = 1 << shape.logHeights().get(j);
      traces.add(workspace.take(rows, key.airs().get(j).mainWidth()));
    }
    List<Extension> main = new ArrayList<>();
    for (int j = 0; j < traces.size(); j++) {
      main.add(take(j, key.airs().get(j).mainWidth()));
    }
    commit(main);
    if (shape.exposedSums() == 0) {
      traces.forEach(workspace::give);
    } else {
      List<Extension> aux = new ArrayList<>();
      for (int j = 0; j < traces.size(); j++) {
        aux.add(take(j, key.airs().get(j).auxWidth()));
        workspace.give(traces.get(j));
      }
      commit(aux);
    }
    quotient();
    // The weights of shorter matrices fit where these do.
    workspace.give(workspace.take((1 << shape.logHeight()) + 1, Ext.DEGREE));
    fold(deep());
  }

  private Extension take(int air, int width) {
    return Extension.take(
        shape.logHeights().get(air), parameters.logBlowup(), width, compact.get(air), workspace);
  }

  private void commit(List<Extension> ldes) {
    ldes.forEach(lde -> lde.extend(lde.place(), IDLE, Kernels.best()));
    tree(shape.rowOrder().stream().map(ldes::get).toList());
  }

  private void tree(List<Extension> ldes) {
    LiftedTree.commit(ldes, parameters.logCap(), key.suite(), IDLE, Kernels.best(), workspace);
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
      tree(List.of(Extension.full(chunks, parameters.logBlowup())));
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
