package dev.merapi.stark.prover;

import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.air.trace.LogUpChallenges;
import dev.merapi.stark.air.trace.LogUpGenerator;
import dev.merapi.stark.air.trace.LogUpTrace;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.Ext;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.kernel.Kernels;
import dev.merapi.stark.memory.Workspace;
import dev.merapi.stark.merkle.LiftedTree;
import dev.merapi.stark.parallel.Parallel;
import dev.merapi.stark.poly.Domain;
import dev.merapi.stark.poly.Extension;
import dev.merapi.stark.poly.QuotientChunks;
import dev.merapi.stark.proof.ProofShape;
import dev.merapi.stark.proof.StarkParameters;
import dev.merapi.stark.proof.StarkProof;
import dev.merapi.stark.proof.VerifyingKey;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One proof in the making: the rounds up to the quotient; {@link OpeningPhase} does the rest. */
final class ProofRun {
  final VerifyingKey key;
  final StarkParameters parameters;
  final ProofShape shape;
  final Parallel parallel;
  final Kernels kernels;
  final Conduct conduct;
  final ProverTranscript transcript;
  final Witness witness;
  final Workspace workspace;
  private final ProverListener listener;
  private final List<CompiledAir> airs;
  private final BitSet compact;

  ProofRun(
      VerifyingKey key,
      Witness witness,
      Parallel parallel,
      Workspace workspace,
      ProverListener listener,
      Kernels kernels,
      Conduct conduct) {
    this.key = key;
    this.conduct = conduct;
    this.parameters = key.parameters();
    this.airs = key.airs();
    this.witness = witness;
    this.parallel = parallel;
    this.workspace = workspace;
    this.listener = listener;
    this.kernels = kernels;
    this.shape = conduct.shape(key, witness);
    this.compact = CompactTables.within(key, shape, workspace.capacity());
    this.transcript = conduct.transcript(new ProverTranscript(key.suite(), parallel, kernels));
    witness.use();
  }

  StarkProof prove() {
    observeClaim();
    List<Committed> trees = new ArrayList<>();
    for (CommittedMatrix matrix : witness.committed()) {
      if (matrix != null) {
        trees.add(new Committed(List.of(matrix.lde()), List.of(0), matrix.tree()));
      }
    }
    Committed main = phase(ProverPhase.MAIN_TRACE_COMMIT, this::commitMain);
    trees.add(main);
    transcript.observe(main.tree().cap());
    LogUpRound logUp = logUpRound();
    if (logUp.committed() != null) {
      trees.add(logUp.committed());
    }
    Ext alpha = transcript.sample();
    Ext beta = transcript.sample();
    ColumnMatrix quotient =
        phase(
            ProverPhase.QUOTIENT_POLY_COMPUTE,
            () ->
                conduct.quotient(
                    new QuotientPhase(this, witness, main, logUp).compute(alpha, beta)));
    Committed quotientTree =
        phase(ProverPhase.QUOTIENT_POLY_COMMIT, () -> commitQuotient(quotient));
    trees.add(quotientTree);
    transcript.observe(quotientTree.tree().cap());
    StarkProof proof =
        phase(
            ProverPhase.PCS_OPENING,
            () ->
                new OpeningPhase(this, trees, new Rounds(main, logUp, alpha, beta, quotientTree))
                    .open());
    listener.ground(transcript.grindNanos());
    quotientTree.release(workspace);
    if (logUp.committed() != null) {
      logUp.committed().release(workspace);
    }
    main.release(workspace);
    return proof;
  }

  private <R> R phase(ProverPhase phase, Supplier<R> work) {
    parallel.checkCancelled();
    listener.started(phase);
    try {
      return work.get();
    } finally {
      listener.finished(phase);
    }
  }

  private void observeClaim() {
    transcript.observe(key.digest());
    transcript.observe(KoalaBear.fromCanonical(airs.size()));
    for (int log : shape.logHeights()) {
      transcript.observe(KoalaBear.fromCanonical(log));
    }
    for (int value : witness.publicValues()) {
      transcript.observe(KoalaBear.fromCanonical(value));
    }
    for (CommittedMatrix matrix : witness.committed()) {
      if (matrix != null) {
        transcript.observe(matrix.root().cap());
      }
    }
  }

  private Committed commitMain() {
    List<Extension> ldes = new ArrayList<>();
    for (int j = 0; j < airs.size(); j++) {
      Extension lde = takeLde(j, airs.get(j).mainWidth());
      extend(witness.main(j), lde);
      ldes.add(lde);
    }
    return commit(ldes, shape.rowOrder());
  }

  private Extension takeLde(int air, int width) {
    return Extension.take(
        shape.logHeights().get(air), parameters.logBlowup(), width, compact.get(air), workspace);
  }

  private void extend(ColumnMatrix trace, Extension lde) {
    lde.extend(trace, parallel, kernels);
    parallel.checkCancelled();
  }

  /** Commits to matrices whose rows the leaves hold in the given order. */
  private Committed commit(List<Extension> ldes, List<Integer> order) {
    return new Committed(
        ldes,
        order,
        LiftedTree.commit(
            order.stream().map(ldes::get).toList(),
            parameters.logCap(),
            key.suite(),
            parallel,
            kernels,
            workspace));
  }

  private Committed commitQuotient(ColumnMatrix quotient) {
    int logHeight = shape.logHeight();
    int shift = KoalaBear.cosetShift(logHeight + parameters.logBlowup());
    Domain domain = new Domain(logHeight, parameters.logQuotientChunks(), shift);
    ColumnMatrix chunks =
        QuotientChunks.extend(
            quotient, domain, parameters.logBlowup(), parallel, kernels, workspace);
    workspace.give(quotient);
    return commit(List.of(Extension.full(chunks, parameters.logBlowup())), List.of(0));
  }

  private LogUpRound logUpRound() {
    if (shape.exposedSums() == 0) {
      for (int j = 0; j < airs.size(); j++) {
        witness.release(j);
      }
      return LogUpRound.NONE;
    }
    List<Extension> ldes = new ArrayList<>();
    LogUpTraces traces = phase(ProverPhase.GENERATE_PERM_TRACE, () -> logUpTraces(ldes));
    List<Ext> exposed = conduct.exposedSums(traces.sums());
    Committed committed =
        phase(
            ProverPhase.PERM_TRACE_COMMIT,
            () -> {
              ldes.forEach(lde -> extend(lde.place(), lde));
              return commit(ldes, shape.rowOrder());
            });
    transcript.observe(committed.tree().cap());
    for (Ext sum : exposed) {
      observe(sum);
    }
    return new LogUpRound(
        traces.nonce(), traces.sampled(), traces.challenges(), exposed, committed);
  }

  /** What comes with the LogUp columns. */
  private record LogUpTraces(
      int nonce, List<Ext> sampled, LogUpChallenges challenges, List<Ext> sums) {}

  /** The work for LogUp's challenges, and the columns, where their extensions will be. */
  private LogUpTraces logUpTraces(List<Extension> ldes) {
    int nonce = transcript.grind(parameters.grindLogUp());
    Ext alpha = transcript.sample();
    Ext beta = transcript.sample();
    LogUpChallenges challenges = LogUpChallenges.of(alpha, beta, key.buses().maxWidth());
    List<Ext> sums = new ArrayList<>();
    for (int j = 0; j < airs.size(); j++) {
      ldes.add(takeLde(j, airs.get(j).auxWidth()));
      if (airs.get(j).hasInteractions()) {
        sums.add(generateLogUp(j, challenges, ldes.get(j).place()));
      }
      witness.release(j);
      parallel.checkCancelled();
    }
    return new LogUpTraces(nonce, List.of(alpha, beta), challenges, sums);
  }

  void observe(Ext value) {
    transcript.observe(value.c0(), value.c1(), value.c2(), value.c3());
  }

  /** Fills the LogUp columns of an AIR; its exposed sum. */
  private Ext generateLogUp(int j, LogUpChallenges challenges, ColumnMatrix aux) {
    CommittedMatrix committed = witness.committed().get(j);
    LogUpTrace trace =
        LogUpGenerator.generate(
            airs.get(j),
            witness.main(j),
            committed == null ? null : committed.matrix(),
            witness.publicValues(),
            challenges,
            aux,
            parallel,
            kernels);
    return conduct.logUp(airs.get(j), trace).exposedSum();
  }

  /**
   * What one round committed to.
   *
   * @param ldes its extensions, for main and auxiliary rounds one an AIR, of no columns where the
   *     AIR has none
   * @param order the order in which a leaf holds their rows
   */
  record Committed(List<Extension> ldes, List<Integer> order, LiftedTree tree) {
    /** Gives everything back that was taken for the round. */
    void release(Workspace workspace) {
      tree.release();
      ldes.forEach(lde -> lde.release(workspace));
    }
  }

  /** What the rounds before the openings left. */
  record Rounds(Committed main, LogUpRound logUp, Ext alpha, Ext beta, Committed quotient) {}

  /**
   * The LogUp round.
   *
   * @param sampled α and β
   * @param challenges the same with powers
   * @param exposed one sum for each AIR with interactions
   */
  record LogUpRound(
      int nonce,
      List<Ext> sampled,
      @Nullable LogUpChallenges challenges,
      List<Ext> exposed,
      @Nullable Committed committed) {
    static final LogUpRound NONE = new LogUpRound(0, List.of(), null, List.of(), null);
  }
}
