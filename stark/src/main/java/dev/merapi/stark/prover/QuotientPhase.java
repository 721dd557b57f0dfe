package dev.merapi.stark.prover;

import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.air.trace.LogUpChallenges;
import dev.merapi.stark.air.trace.QuotientEvaluator;
import dev.merapi.stark.air.trace.QuotientInputs;
import dev.merapi.stark.air.trace.SelectorTable;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.Ext;
import dev.merapi.stark.poly.Deep;
import dev.merapi.stark.poly.ExtVectors;
import dev.merapi.stark.poly.Extension;
import dev.merapi.stark.prover.ProofRun.Committed;
import dev.merapi.stark.prover.ProofRun.LogUpRound;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The quotient Σ_j β^j Q_j(X^(N/n_j)) on the quotient domain of the tallest height, AIR by AIR from
 * short to tall: the sum over all AIRs up to a height is repeated cyclically when the height grows.
 */
final class QuotientPhase {
  private final ProofRun run;
  private final Witness witness;
  private final Committed main;
  private final LogUpRound logUp;
  private final List<CompiledAir> airs;

  QuotientPhase(ProofRun run, Witness witness, Committed main, LogUpRound logUp) {
    this.run = run;
    this.witness = witness;
    this.main = main;
    this.logUp = logUp;
    this.airs = run.key.airs();
  }

  /**
   * The values, an extension vector.
   *
   * @param alpha folds the constraints of an AIR
   * @param beta folds the AIRs
   */
  ColumnMatrix compute(Ext alpha, Ext beta) {
    int logChunks = run.parameters.logQuotientChunks();
    Ext[] betaPowers = ExtVectors.powers(beta, airs.size());
    @Nullable ColumnMatrix sum = null;
    for (int log = 1; log <= run.shape.logHeight(); log++) {
      if (!run.shape.logHeights().contains(log)) {
        continue;
      }
      sum = Deep.lifted(sum, log, logChunks, run.parallel, run.workspace);
      addHeight(log, alpha, betaPowers, sum);
    }
    if (sum == null) {
      throw new IllegalStateException("no AIR has a height");
    }
    return sum;
  }

  private void addHeight(int log, Ext alpha, Ext[] betaPowers, ColumnMatrix sum) {
    int logChunks = run.parameters.logQuotientChunks();
    SelectorTable selectors =
        SelectorTable.create(
            log, run.parameters.logBlowup(), logChunks, run.parallel, run.kernels, run.workspace);
    int sums = 0;
    for (int j = 0; j < airs.size(); j++) {
      CompiledAir air = airs.get(j);
      Ext exposed = air.hasInteractions() ? logUp.exposed().get(sums++) : Ext.ZERO;
      if (run.shape.logHeights().get(j) == log && !air.constraints().isEmpty()) {
        // From the last coset, which compact extensions hold since their tree was made unless they
        // have more cosets than the quotient, to the first, which the openings read.
        for (int c = (1 << logChunks) - 1; c >= 0; c--) {
          QuotientInputs inputs = inputs(j, selectors.extensionCoset(c), exposed, alpha);
          QuotientEvaluator.addCosetTo(
              sum, air, selectors, inputs, c, betaPowers[j], run.parallel, run.kernels);
          run.parallel.checkCancelled();
        }
      }
    }
    selectors.release();
  }

  private QuotientInputs inputs(int j, int coset, Ext exposed, Ext alpha) {
    CommittedMatrix committed = witness.committed().get(j);
    Committed aux = logUp.committed();
    LogUpChallenges challenges = logUp.challenges();
    return new QuotientInputs(
        values(main.ldes().get(j), coset),
        committed == null ? null : values(committed.lde(), coset),
        aux == null || !airs.get(j).hasInteractions() ? null : values(aux.ldes().get(j), coset),
        witness.publicValues(),
        challenges == null ? LogUpChallenges.of(Ext.ZERO, Ext.ZERO, 0) : challenges,
        exposed,
        alpha);
  }

  private ColumnMatrix values(Extension extension, int coset) {
    return extension.coset(coset, run.parallel, run.kernels);
  }
}
