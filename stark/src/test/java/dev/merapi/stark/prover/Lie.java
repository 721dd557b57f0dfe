package dev.merapi.stark.prover;

import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.air.trace.LogUpTrace;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.Ext;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.hash.HashSuite;
import dev.merapi.stark.poly.Domain;
import dev.merapi.stark.proof.CommittedRoot;
import dev.merapi.stark.proof.InsecureTestParameters;
import dev.merapi.stark.proof.StarkProof;
import dev.merapi.stark.verifier.ProofRejectedException;
import dev.merapi.stark.verifier.Rejection;
import dev.merapi.stark.verifier.StarkVerifier;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A departure from the protocol at one place.
 *
 * @param what the place
 * @param noticed the check that must object
 * @param told tells the lie about a machine; what the verifier says, null if it believes
 */
record Lie(String what, Rejection noticed, Function<TestMachine, @Nullable Rejection> told) {

  /** Where the claim stands in the transcript's observations. */
  static final int FIRST_HEIGHT = 2;

  static final int FIRST_PUBLIC_VALUE = 7;
  static final int COMMITTED_ROOT = 9;
  static final int MAIN_ROOT = 10;
  static final int AUX_ROOT = 11;

  /** What the verifier is told beside the proof. */
  record Claim(int[] publicValues, List<CommittedRoot> roots) {
    static Claim of(TestMachine machine) {
      return new Claim(machine.publicValues.clone(), machine.roots());
    }

    @Nullable Rejection verdict(TestMachine machine, StarkProof proof) {
      try {
        StarkVerifier.verify(machine.key.verifyingKey(), proof, publicValues, roots);
        return null;
      } catch (ProofRejectedException e) {
        return e.reason();
      }
    }
  }

  @Override
  public String toString() {
    return what + ": " + noticed;
  }

  private static HashSuite suite(TestMachine machine) {
    return machine.key.verifyingKey().suite();
  }

  /** A machine whose traces do not hold. */
  static Lie about(String what, Rejection noticed, Consumer<TestMachine> change) {
    return new Lie(
        what,
        noticed,
        machine -> {
          change.accept(machine);
          return Claim.of(machine).verdict(machine, new Dishonest().forge(machine));
        });
  }

  /** An honest proof, changed when it is done. */
  static Lie afterwards(String what, Rejection noticed, Consumer<StarkProof> change) {
    return new Lie(
        what,
        noticed,
        machine -> {
          StarkProof proof = machine.prove();
          change.accept(proof);
          return Claim.of(machine).verdict(machine, proof);
        });
  }

  /** An honest proof of another claim. */
  static Lie claiming(String what, Rejection noticed, UnaryOperator<Claim> change) {
    return new Lie(
        what,
        noticed,
        machine -> change.apply(Claim.of(machine)).verdict(machine, machine.prove()));
  }

  /** A prover that conducts itself otherwise. */
  static Lie by(String what, Rejection noticed, Function<HashSuite, Dishonest> prover) {
    return new Lie(
        what,
        noticed,
        machine -> Claim.of(machine).verdict(machine, prover.apply(suite(machine)).forge(machine)));
  }

  /** A prover that takes another value for a challenge: α, β, α, β, z, γ, β of each fold. */
  static Lie challenge(String what, Rejection noticed, int challenge) {
    return transcript(
        what,
        noticed,
        suite ->
            new Dishonest.Meddling(suite) {
              private int sampled;

              @Override
              Ext sample() {
                Ext honest = super.sample();
                return sampled++ == challenge ? honest.add(KoalaBear.ONE) : honest;
              }
            });
  }

  /** A prover with another transcript. */
  static Lie transcript(
      String what, Rejection noticed, Function<HashSuite, Dishonest.Meddling> transcript) {
    return by(what, noticed, suite -> Dishonest.with(fresh -> transcript.apply(suite)));
  }

  /** A prover that observes something else in one place. */
  static Lie observing(String what, Rejection noticed, int place, IntUnaryOperator word) {
    return transcript(
        what,
        noticed,
        suite ->
            new Dishonest.Meddling(suite) {
              @Override
              int[] meddle(int index, int[] words) {
                int[] other = words.clone();
                other[0] = index == place ? word.applyAsInt(words[0]) : words[0];
                return other;
              }
            });
  }

  /** A prover that observes two things in the other order. */
  static Lie exchanging(String what, Rejection noticed, int first) {
    return transcript(
        what,
        noticed,
        suite ->
            new Dishonest.Meddling(suite) {
              private int[] kept = {};

              @Override
              int @Nullable [] meddle(int index, int[] words) {
                if (index == first) {
                  kept = words.clone();
                  return null;
                }
                if (index != first + 1) {
                  return words;
                }
                int[] both = new int[words.length + kept.length];
                System.arraycopy(words, 0, both, 0, words.length);
                System.arraycopy(kept, 0, both, words.length, kept.length);
                return both;
              }
            });
  }

  /** A prover that spares itself a proof of work. */
  static Lie idle(String what, int grind) {
    return transcript(
        what,
        Rejection.PROOF_OF_WORK,
        suite ->
            new Dishonest.Meddling(suite) {
              @Override
              boolean works(int index) {
                return index != grind;
              }
            });
  }

  /** A prover that opens leaves of its choice. */
  static Lie choosing(String what, Rejection noticed) {
    return transcript(
        what,
        noticed,
        suite ->
            new Dishonest.Meddling(suite) {
              @Override
              int sampleIndex(int bits) {
                return super.sampleIndex(bits) ^ 1;
              }
            });
  }

  /** Accumulators of all tables that are off by one in some rows. */
  static Lie accumulating(String what, int from, int to) {
    return by(
        what,
        Rejection.CONSTRAINTS,
        suite ->
            new Dishonest() {
              @Override
              LogUpTrace logUp(CompiledAir air, LogUpTrace computed) {
                ColumnMatrix aux = computed.aux();
                for (int row = from; row < Math.min(to, aux.height()); row++) {
                  aux.set(0, row, KoalaBear.add(aux.get(0, row), KoalaBear.ONE));
                }
                return computed;
              }
            });
  }

  /** Exposed sums that are not those of the traces. */
  static Lie exposing(String what, Rejection noticed, UnaryOperator<List<Ext>> sums) {
    return by(what, noticed, suite -> Dishonest.sums(sums));
  }

  /** Traces whose buses do not balance, and sums that do. */
  static Lie balancing(String what, Rejection noticed) {
    return new Lie(
        what,
        noticed,
        machine -> {
          machine.main.get(1).set(0, 2, KoalaBear.fromCanonical(99));
          Dishonest prover =
              Dishonest.sums(s -> List.of(s.get(0), s.get(1), s.get(0).add(s.get(1)).neg()));
          return Claim.of(machine).verdict(machine, prover.forge(machine));
        });
  }

  /** Another quotient, word by word. */
  static Lie dividing(String what, Rejection noticed, IntUnaryOperator word) {
    return by(
        what,
        noticed,
        suite ->
            new Dishonest() {
              @Override
              ColumnMatrix quotient(ColumnMatrix computed) {
                return map(computed, word);
              }
            });
  }

  private static ColumnMatrix map(ColumnMatrix matrix, IntUnaryOperator word) {
    for (int c = 0; c < matrix.width(); c++) {
      for (int r = 0; r < matrix.height(); r++) {
        matrix.set(c, r, word.applyAsInt(matrix.get(c, r)));
      }
    }
    return matrix;
  }

  /** An opened value that is not the column's; negative numbers count from the end. */
  static Lie opening(String what, Rejection noticed, boolean atNext, int column) {
    return by(
        what,
        noticed,
        suite ->
            new Dishonest() {
              @Override
              void openedValues(List<Ext> here, List<Ext> next) {
                List<Ext> values = atNext ? next : here;
                int at = Math.floorMod(column, values.size());
                values.set(at, values.get(at).add(KoalaBear.ONE));
              }
            });
  }

  /** Another codeword at a fold. */
  static Lie codeword(String what, Rejection noticed, int at, IntUnaryOperator word) {
    return by(
        what,
        noticed,
        suite ->
            new Dishonest() {
              @Override
              ColumnMatrix codeword(int fold, ColumnMatrix computed) {
                return fold == at ? map(computed, word) : computed;
              }
            });
  }

  /** A word of no pattern. */
  static IntUnaryOperator noise() {
    SplittableRandom random = new SplittableRandom(1);
    return word -> random.nextInt(KoalaBear.P);
  }

  /** Another final polynomial. */
  static Lie ending(String what, Rejection noticed) {
    return by(
        what,
        noticed,
        suite ->
            new Dishonest() {
              @Override
              List<Ext> finalPolynomial(List<Ext> computed, ColumnMatrix codeword, Domain domain) {
                List<Ext> changed = new ArrayList<>(computed);
                changed.set(1, changed.get(1).add(KoalaBear.ONE));
                return changed;
              }
            });
  }

  /** The heights of two tables of one kind exchanged, in the transcript as in the proof. */
  static Lie exchangingHeights(String what, Rejection noticed) {
    return new Lie(
        what,
        noticed,
        machine -> {
          TestMachine uneven =
              new TestMachine(
                  InsecureTestParameters.small(suite(machine)), new int[] {3, 5, 4, 8, 4}, 6);
          uneven.publicValues[1] = machine.publicValues[1];
          Dishonest prover =
              Dishonest.with(fresh ->
                  new Dishonest.Meddling(suite(machine)) {
                    @Override
                    int[] meddle(int index, int[] words) {
                      return index == FIRST_HEIGHT || index == FIRST_HEIGHT + 4
                          ? new int[] {KoalaBear.fromCanonical(index == FIRST_HEIGHT ? 4 : 3)}
                          : words;
                    }
                  });
          StarkProof proof = prover.forge(uneven);
          exchangeHeights(proof);
          return Claim.of(uneven).verdict(uneven, proof);
        });
  }

  /** Exchanges the heights of the first table and the third. */
  static void exchangeHeights(StarkProof proof) {
    int kept = proof.logHeights()[0];
    proof.logHeights()[0] = proof.logHeights()[4];
    proof.logHeights()[4] = kept;
  }

  /** Makes a word another element. */
  static void change(int[] words) {
    words[0] = KoalaBear.add(words[0], KoalaBear.ONE);
  }
}
