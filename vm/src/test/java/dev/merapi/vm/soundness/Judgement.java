package dev.merapi.vm.soundness;

import dev.merapi.stark.air.Bus;
import dev.merapi.stark.air.CompiledAir;
import java.util.BitSet;
import java.util.Set;
import java.util.TreeSet;

/** What a machine says to a changed table, all others being honest. */
final class Judgement {
  private static final int NO_FIELD = 0;

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

  Judgement(CompiledAir air) {
    fields = new int[air.interactions().size()];
  }

  void breaks(int constraint) {
    constraints.set(constraint);
  }

  /** Objects to a message; {@code field} alone is wrong, or −1. */
  void objects(int interaction, int field) {
    if (!interactions.get(interaction)) {
      interactions.set(interaction);
      fields[interaction] = field < 0 ? NO_FIELD : 1 << field;
    } else if (field < 0 || fields[interaction] != 1 << field) {
      fields[interaction] = NO_FIELD;
    }
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

  /** The one field that is wrong in each refused message of an interaction, or −1. */
  int wrongField(int interaction) {
    int mask = fields[interaction];
    return mask == NO_FIELD ? -1 : Integer.numberOfTrailingZeros(mask);
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
