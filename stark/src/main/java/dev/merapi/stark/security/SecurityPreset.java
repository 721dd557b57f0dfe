package dev.merapi.stark.security;

import dev.merapi.stark.hash.HashSuite;
import dev.merapi.stark.proof.ProofFormatException;
import dev.merapi.stark.proof.ProofShape;
import dev.merapi.stark.proof.StarkParameters;
import dev.merapi.stark.proof.VerifyingKey;
import java.util.Collections;
import java.util.List;

/**
 * The named presets for application proofs: blow-up 2, traces of up to 2^22 rows, folding by 8.
 * They are constants; nothing of the environment changes them.
 */
public enum SecurityPreset {
  /** 100 bits, every term proven, within unique decoding. */
  PROVEN_100("proven-100", Regime.UNIQUE_DECODING, 0, 193, 20),
  /**
   * 100 bits against the best attacks known: half the queries. The radius stays 1/log n below
   * capacity on the largest domain, where the counterexamples to the older conjectures begin.
   */
  HEURISTIC_100("heuristic-100", Regime.HEURISTIC, Layer.LOG_MAX_DOMAIN, 96, 16);

  /** Bits that every preset promises, for whatever machine it admits. */
  public static final int BITS = 100;

  private final Regime regime;
  private final int slack;
  private final StarkParameters parameters;

  SecurityPreset(String name, Regime regime, int slack, int queries, int grindQuery) {
    this.regime = regime;
    this.slack = slack;
    this.parameters =
        new StarkParameters(
            name,
            HashSuite.poseidon2().id(),
            Layer.LOG_BLOWUP,
            Layer.MAX_DEGREE,
            Layer.MAX_LOG_HEIGHT,
            queries,
            Layer.GRIND_LOG_UP,
            Layer.GRIND_DEEP,
            Layer.GRIND_BATCH,
            List.of(Layer.GRIND_FOLD),
            grindQuery,
            Layer.LOG_FOLD,
            Layer.LOG_FINAL,
            Layer.LOG_CAP);
  }

  /** The name of the preset. */
  public String label() {
    return parameters.name();
  }

  /** The parameters of a machine under this preset; the suite changes nothing else. */
  public StarkParameters parameters(HashSuite suite) {
    return parameters.withSuite(suite.id());
  }

  /** The parameters under the default suite. */
  public StarkParameters parameters() {
    return parameters;
  }

  /** The decoding regime the preset rests on. */
  public Regime regime() {
    return regime;
  }

  /**
   * The preset a key was made under, told by all of its parameters and not by their name, under any
   * of the suites.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static SecurityPreset of(StarkParameters parameters) {
    for (SecurityPreset preset : values()) {
      for (HashSuite suite : HashSuite.all()) {
        if (preset.parameters(suite).equals(parameters)) {
          return preset;
        }
      }
    }
    throw new IllegalArgumentException("'" + parameters.name() + "' is no preset");
  }

  /** The report of a machine at its worst: every trace as tall as the parameters allow. */
  public SecurityReport worstCase(VerifyingKey key) {
    int tallest = parameters.maxLogHeight();
    int[] logHeights =
        key.airs().stream().mapToInt(air -> air.fixedLogHeight().orElse(tallest)).toArray();
    try {
      return report(key, logHeights);
    } catch (ProofFormatException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The report of a proof.
   *
   * @param key a key made under this preset
   * @param logHeights log2 of the height of each AIR
   * @throws ProofFormatException if the key does not allow these heights
   */
  public SecurityReport report(VerifyingKey key, int[] logHeights) throws ProofFormatException {
    if (!key.parameters().equals(parameters(key.suite()))) {
      throw new IllegalArgumentException(key + " was not made under " + parameters.name());
    }
    ProofShape shape = ProofShape.of(key, logHeights);
    long constraints = 0;
    long interactions = 0;
    for (int i = 0; i < logHeights.length; i++) {
      constraints += key.airs().get(i).constraints().size();
      interactions += (long) key.airs().get(i).interactions().size() << logHeights[i];
    }
    List<Integer> folds = shape.logFolds().stream().map(log -> 1 << log).toList();
    return SecurityCalculator.report(
        new SecurityInput(
            regime,
            slack,
            Batching.POWERS,
            parameters.logBlowup(),
            shape.logHeight(),
            shape.openedColumns(),
            constraints,
            parameters.maxDegree(),
            interactions,
            key.buses().maxWidth(),
            parameters.queries(),
            parameters.grindQuery(),
            parameters.grindBatch(),
            Collections.nCopies(folds.size(), Layer.GRIND_FOLD),
            folds,
            parameters.grindDeep(),
            parameters.grindLogUp(),
            hashBits(key.suite())));
  }

  /** Keys, and what the machine commits to, are digests of Poseidon2 under any suite. */
  private static int hashBits(HashSuite suite) {
    return Math.min(suite.collisionBits(), HashSuite.poseidon2().collisionBits());
  }

  /** What the presets of the application layer share. */
  private static final class Layer {
    static final int LOG_BLOWUP = 1;
    static final int MAX_DEGREE = 3;
    static final int MAX_LOG_HEIGHT = 22;
    static final int LOG_MAX_DOMAIN = MAX_LOG_HEIGHT + LOG_BLOWUP;
    static final int GRIND_LOG_UP = 16;
    static final int GRIND_DEEP = 10;
    static final int GRIND_BATCH = 16;
    static final int GRIND_FOLD = 6;
    static final int LOG_FOLD = 3;
    static final int LOG_FINAL = 4;
    static final int LOG_CAP = 4;

    private Layer() {}
  }
}
