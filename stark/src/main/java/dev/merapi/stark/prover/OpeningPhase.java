package dev.merapi.stark.prover;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.Ext;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.kernel.ExtKernel.DeepPoints;
import dev.merapi.stark.memory.Workspace;
import dev.merapi.stark.merkle.FoldTree;
import dev.merapi.stark.poly.Deep;
import dev.merapi.stark.poly.Domain;
import dev.merapi.stark.poly.ExtVectors;
import dev.merapi.stark.poly.Extension;
import dev.merapi.stark.poly.FriFolding;
import dev.merapi.stark.poly.Lde;
import dev.merapi.stark.poly.Openings;
import dev.merapi.stark.proof.ProofShape.Kind;
import dev.merapi.stark.proof.ProofShape.Tree;
import dev.merapi.stark.proof.StarkProof;
import dev.merapi.stark.proof.StarkProof.Nonces;
import dev.merapi.stark.proof.StarkProof.Opening;
import dev.merapi.stark.prover.ProofRun.Committed;
import dev.merapi.stark.prover.ProofRun.Rounds;
import dev.merapi.stark.verifier.ConstraintIdentity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** From the out-of-domain point to the queries. */
final class OpeningPhase {
  private final ProofRun run;
  private final List<Committed> trees;
  private final Rounds rounds;
  private final int logHeight;
  private final int logBlowup;

  OpeningPhase(ProofRun run, List<Committed> trees, Rounds rounds) {
    this.run = run;
    this.rounds = rounds;
    this.trees = trees;
    this.logHeight = run.shape.logHeight();
    this.logBlowup = run.parameters.logBlowup();
  }

  StarkProof open() {
    int deepNonce = run.transcript.grind(run.parameters.grindDeep());
    Ext z = run.transcript.sample();
    List<Ext> here = new ArrayList<>();
    List<Ext> next = new ArrayList<>();
    evaluate(z, here, next);
    run.conduct.openedValues(here, next);
    checkIdentity(z, here, next);
    here.forEach(run::observe);
    next.forEach(run::observe);
    int batchNonce = run.transcript.grind(run.parameters.grindBatch());
    Ext gamma = run.transcript.sample();
    Folding folding = fold(deepCodeword(z, gamma, here, next));
    int queryNonce = run.transcript.grind(run.parameters.grindQuery());
    int[] queries = new int[run.parameters.queries()];
    for (int q = 0; q < queries.length; q++) {
      queries[q] = run.transcript.sampleIndex(logHeight + logBlowup);
    }
    Opening[][] openings = openTrees(queries);
    Opening[][] friOpenings = new Opening[queries.length][];
    run.parallel.forRange(
        0,
        queries.length,
        1,
        (from, to) -> {
          for (int q = from; q < to; q++) {
            friOpenings[q] = openFolds(queries[q], folding.trees());
          }
        });
    Nonces nonces =
        new Nonces(rounds.logUp().nonce(), deepNonce, batchNonce, folding.nonces(), queryNonce);
    StarkProof proof = proof(here, next, nonces, folding, queries, openings, friOpenings);
    folding.release(run.workspace);
    return proof;
  }

  private void checkIdentity(Ext z, List<Ext> here, List<Ext> next) {
    Nonces none = new Nonces(0, 0, 0, new int[0], 0);
    Folding nothing = new Folding(List.of(), new int[0], List.of(), List.of());
    StarkProof opened =
        proof(here, next, none, nothing, new int[0], new Opening[0][], new Opening[0][]);
    ConstraintIdentity.Challenges challenges =
        new ConstraintIdentity.Challenges(
            rounds.logUp().sampled(), rounds.alpha(), rounds.beta(), z);
    run.conduct.identity(run.key, run.shape, opened, run.witness.publicValues(), challenges);
  }

  private StarkProof proof(
      List<Ext> here,
      List<Ext> next,
      Nonces nonces,
      Folding folding,
      int[] queries,
      Opening[][] openings,
      Opening[][] friOpenings) {
    Committed aux = rounds.logUp().committed();
    return new StarkProof(
        run.key.digest(),
        run.shape.logHeights().stream().mapToInt(Integer::intValue).toArray(),
        rounds.main().tree().cap(),
        aux == null ? new int[0] : aux.tree().cap(),
        rounds.quotient().tree().cap(),
        words(rounds.logUp().exposed()),
        words(here),
        words(next),
        nonces,
        folding.trees().stream().map(FoldTree::cap).toArray(int[][]::new),
        words(folding.polynomial()),
        queries,
        openings,
        friOpenings);
  }

  private static int[] words(List<Ext> values) {
    int[] words = new int[Ext.DEGREE * values.size()];
    for (int i = 0; i < values.size(); i++) {
      values.get(i).write(words, Ext.DEGREE * i);
    }
    return words;
  }

  private ColumnMatrix firstCoset(Extension lde) {
    return lde.coset(0, run.parallel, run.kernels);
  }

  private void evaluate(Ext z, List<Ext> here, List<Ext> next) {
    List<Extension> ldes =
        trees.stream().flatMap(tree -> tree.ldes().stream()).filter(m -> m.width() > 0).toList();
    Map<Extension, Openings> openings = new IdentityHashMap<>();
    for (int log = 1; log <= logHeight; log++) {
      int logRows = log;
      List<Extension> same = ldes.stream().filter(m -> m.logHeight() == logRows).toList();
      if (!same.isEmpty()) {
        Ext y = z.pow(1L << logHeight - log);
        Domain domain = Domain.lde(log, logBlowup);
        List<Openings> values =
            Openings.evaluate(
                same.stream().map(this::firstCoset).toList(),
                domain,
                y,
                run.parallel,
                run.kernels,
                run.workspace);
        for (int k = 0; k < same.size(); k++) {
          openings.put(same.get(k), values.get(k));
        }
      }
    }
    for (Extension lde : ldes) {
      Openings values = Objects.requireNonNull(openings.get(lde));
      here.addAll(List.of(values.atPoint()));
      next.addAll(List.of(values.atNext()));
    }
  }

  private ColumnMatrix deepCodeword(Ext z, Ext gamma, List<Ext> here, List<Ext> next) {
    Ext[] powers = columnWeights(ExtVectors.powers(gamma, here.size()));
    @Nullable ColumnMatrix sum = null;
    for (int log = 1; log <= logHeight; log++) {
      if (hasColumns(log)) {
        sum = Deep.lifted(sum, log, 0, run.parallel, run.workspace);
        combine(log, powers, sum);
      }
    }
    if (sum == null) {
      throw new IllegalStateException("nothing was committed");
    }
    Ext zNext = z.mul(KoalaBear.rootOfUnity(logHeight));
    DeepPoints points =
        new DeepPoints(z, dot(powers, here), zNext, dot(powers, next), Ext.ONE.neg());
    ColumnMatrix codeword = Lde.complete(sum, logBlowup, run.parallel, run.kernels, run.workspace);
    Deep.quotient(codeword, Domain.lde(logHeight, logBlowup), points, run.parallel, run.kernels);
    return codeword;
  }

  /** The power of γ of each opened column: those of its places in the rows of the trees. */
  private Ext[] columnWeights(Ext[] powers) {
    Ext[] weights = new Ext[powers.length];
    int tree = 0;
    for (Committed committed : trees) {
      int[] starts = new int[committed.ldes().size()];
      for (int j = 1; j < starts.length; j++) {
        starts[j] = starts[j - 1] + committed.ldes().get(j - 1).width();
      }
      int place = tree;
      for (int j : committed.order()) {
        int width = committed.ldes().get(j).width();
        System.arraycopy(powers, place, weights, tree + starts[j], width);
        place += width;
      }
      tree = place;
    }
    return weights;
  }

  private boolean hasColumns(int log) {
    return trees.stream()
        .flatMap(tree -> tree.ldes().stream())
        .anyMatch(lde -> lde.width() > 0 && lde.logHeight() == log);
  }

  /** Adds the combination of all columns of a height, on the first coset. */
  private void combine(int log, Ext[] powers, ColumnMatrix sum) {
    int column = 0;
    for (Committed tree : trees) {
      for (Extension lde : tree.ldes()) {
        if (lde.width() > 0 && lde.logHeight() == log) {
          Deep.accumulate(firstCoset(lde), powers, column, sum, run.parallel, run.kernels);
          run.parallel.checkCancelled();
        }
        column += lde.width();
      }
    }
  }

  private static Ext dot(Ext[] powers, List<Ext> values) {
    Ext sum = Ext.ZERO;
    for (int i = 0; i < powers.length; i++) {
      sum = sum.add(powers[i].mul(values.get(i)));
    }
    return sum;
  }

  /** The folds of FRI. */
  private record Folding(
      List<FoldTree> trees, int[] nonces, List<Ext> polynomial, List<ColumnMatrix> codewords) {

    void release(Workspace workspace) {
      trees.forEach(FoldTree::release);
      codewords.forEach(workspace::give);
    }
  }

  private Folding fold(ColumnMatrix deep) {
    List<Integer> logFolds = run.shape.logFolds();
    List<FoldTree> folds = new ArrayList<>();
    int[] nonces = new int[logFolds.size()];
    List<ColumnMatrix> codewords = new ArrayList<>(List.of(deep));
    ColumnMatrix codeword = deep;
    Domain domain = Domain.lde(logHeight, logBlowup);
    for (int f = 0; f < nonces.length; f++) {
      int logFold = logFolds.get(f);
      codeword = run.conduct.codeword(f, codeword);
      FoldTree tree =
          FoldTree.commit(
              codeword,
              logBlowup,
              logFold,
              run.parameters.logCap(),
              run.key.suite(),
              run.parallel,
              run.kernels,
              run.workspace);
      folds.add(tree);
      run.transcript.observe(tree.cap());
      nonces[f] = run.transcript.grind(run.parameters.grindFold(f));
      Ext beta = run.transcript.sample();
      codeword =
          FriFolding.fold(
              codeword, domain, logFold, beta, run.parallel, run.kernels, run.workspace);
      codewords.add(codeword);
      domain = domain.folded(logFold);
    }
    List<Ext> polynomial =
        run.conduct.finalPolynomial(
            List.of(FriFolding.coefficients(codeword, domain)), codeword, domain);
    polynomial.forEach(run::observe);
    return new Folding(folds, nonces, polynomial, codewords);
  }

  private Opening[][] openTrees(int[] queries) {
    Opening[][] openings = new Opening[queries.length][trees.size()];
    for (int t = 0; t < trees.size(); t++) {
      Tree tree = run.shape.trees().get(t);
      int logRows = tree.kind() == Kind.COMMITTED ? tree.logRows() : logHeight;
      int[] leaves = Arrays.stream(queries).map(query -> leaf(query, logRows)).toArray();
      dev.merapi.stark.merkle.Opening[] opened =
          trees.get(t).tree().open(leaves, run.parallel, run.kernels);
      for (int q = 0; q < queries.length; q++) {
        openings[q][t] = joined(opened[q]);
      }
    }
    return openings;
  }

  private Opening[] openFolds(int query, List<FoldTree> folds) {
    Opening[] openings = new Opening[folds.size()];
    int logRows = logHeight;
    for (int f = 0; f < openings.length; f++) {
      logRows -= run.shape.logFolds().get(f);
      openings[f] = joined(folds.get(f).open(leaf(query, logRows)));
    }
    return openings;
  }

  private int leaf(int query, int logRows) {
    return (query >>> logHeight << logRows) | (query & ((1 << logRows) - 1));
  }

  private static Opening joined(dev.merapi.stark.merkle.Opening opening) {
    int width = 0;
    for (int[] row : opening.rows()) {
      width += row.length;
    }
    int[] words = new int[width];
    int at = 0;
    for (int[] row : opening.rows()) {
      System.arraycopy(row, 0, words, at, row.length);
      at += row.length;
    }
    return new Opening(words, opening.path());
  }
}
