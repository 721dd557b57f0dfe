package dev.merapi.vm.soundness;

import dev.merapi.stark.air.Bus;
import dev.merapi.stark.air.CompiledAir;
import java.util.BitSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a machine says to a changed table, all others being honest. */
final class Judgement {
  /** What a change that nothing objects to means. */
  enum Meaning {
    /** The rows say nothing. */
    SILENT,
    /** The rows say what they said. */
    SAME,
    /** The rows say something else. */
    FORGED
  }

  private final BitSet constraints = new BitSet();
  private final BitSet interactions = new BitSet();
  private final int[] fields;
  private final Set<String> unbalanced = new TreeSet<>();
  private boolean providesOtherwise;
  private boolean saysOtherwise;
  private boolean speaks;
  private @Nullable Meaning meaning;

  Judgement(CompiledAir air) {
    fields = new int[air.interactions().size()];
  }

  void breaks(int constraint) {
    constraints.set(constraint);
  }

  /** Objects to a message that would do with another value in one of {@code wrong}, bits. */
  void objects(int interaction, int wrong) {
    fields[interaction] = interactions.get(interaction) ? fields[interaction] & wrong : wrong;
    interactions.set(interaction);
  }

  void unbalances(Bus bus) {
    unbalanced.add("bus " + bus.name());
  }

  void providesOtherwise() {
    providesOtherwise = true;
  }

  void saysOtherwise() {
    saysOtherwise = true;
  }

  void speaks() {
    speaks = true;
  }

  void means(Meaning known) {
    meaning = known;
  }

  /** Indices of the constraints that fail. */
  BitSet constraints() {
    return constraints;
  }

  /**
   * Indices of the interactions whose messages are refused: a look-up of what no table holds, an
   * entry taken that nobody put there, a state without an instruction. What a row sends beyond that
   * is not refused: the machine would go on from it.
   */
  BitSet interactions() {
    return interactions;
  }

  /** Fields, as bits, of which one alone is wrong in each refused message of an interaction. */
  int wrongFields(int interaction) {
    return fields[interaction];
  }

  /** Whether a table's multiplicities no longer follow the look-ups. */
  boolean isProvidingOtherwise() {
    return providesOtherwise;
  }

  /** Whether nothing objects. */
  boolean stands() {
    return constraints.isEmpty() && interactions.isEmpty();
  }

  /** Number of constraints and interactions that object. */
  int objections() {
    return constraints.cardinality() + interactions.cardinality();
  }

  /** Whether a defence alone objects; one of a field, if that field alone is wrong. */
  boolean isOnly(Defence defence) {
    BitSet objecting = defence.message() ? interactions : constraints;
    return objections() == 1
        && objecting.get(defence.index())
        && (defence.field() < 0 || (wrongFields(defence.index()) >> defence.field() & 1) == 1);
  }

  /** Whether a constraint objects. */
  boolean byConstraint() {
    return !constraints.isEmpty();
  }

  /** Whether a bus objects. */
  boolean byBus() {
    return !interactions.isEmpty() || providesOtherwise;
  }

  /** What it means if it stands. */
  Meaning meaning() {
    if (meaning != null) {
      return meaning;
    }
    return saysOtherwise ? Meaning.FORGED : speaks ? Meaning.SAME : Meaning.SILENT;
  }

  /** Buses that no longer balance if no table's multiplicities follow, as a whole check says. */
  Set<String> unbalanced() {
    return unbalanced;
  }

  /** Names of the constraints that fail. */
  Set<String> brokenNames(RowEvaluator rows) {
    Set<String> names = new TreeSet<>();
    constraints.stream().forEach(c -> names.add(rows.constraints().get(c).name()));
    return names;
  }
}
