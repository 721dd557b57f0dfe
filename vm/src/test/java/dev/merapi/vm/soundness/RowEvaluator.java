package dev.merapi.vm.soundness;

import dev.merapi.stark.air.BaseNode;
import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.air.Constraint;
import dev.merapi.stark.air.Interaction;
import dev.merapi.stark.field.KoalaBear;
import java.util.BitSet;
import java.util.List;

/**
 * Evaluates the author's constraints and the messages of any AIR on one row, read off the same DAG
 * as the checker does. Row selectors are 1 or 0. All values in Montgomery form.
 *
 * <p>What a row reads are its <em>variables</em>: the main columns of the row, those of the next
 * row, the committed columns, the public values, in this order.
 */
final class RowEvaluator {
  private static final int READ = 0;
  private static final int CONSTANT = 1;
  private static final int FIRST = 2;
  private static final int LAST = 3;
  private static final int TRANSITION = 4;
  private static final int ADD = 5;
  private static final int SUB = 6;
  private static final int MUL = 7;
  private static final int NEG = 8;

  private final CompiledAir air;
  private final List<Constraint> constraints;
  private final int nodes;
  private final int[] kind;
  private final int[] left;
  private final int[] right;
  private final int[] values;
  private final boolean readsNext;

  /** Prepares the evaluation of {@code air}. */
  RowEvaluator(CompiledAir air) {
    this.air = air;
    this.constraints = air.constraints().stream().filter(c -> !c.extension()).toList();
    this.nodes = wantedNodes();
    this.kind = new int[nodes];
    this.left = new int[nodes];
    this.right = new int[nodes];
    this.values = new int[nodes];
    boolean next = false;
    for (int i = 0; i < nodes; i++) {
      compile(i, air.base().get(i));
      next |= air.base().get(i) instanceof BaseNode.Main m && m.next();
    }
    this.readsNext = next;
  }

  private int wantedNodes() {
    int last = -1;
    for (Constraint c : constraints) {
      last = Math.max(last, c.node());
    }
    for (Interaction i : air.interactions()) {
      last = Math.max(last, i.multiplicity());
      for (int field : i.message()) {
        last = Math.max(last, field);
      }
    }
    return last + 1;
  }

  private void compile(int i, BaseNode node) {
    switch (node) {
      case BaseNode.Main n -> set(i, READ, n.column() + (n.next() ? air.mainWidth() : 0), 0);
      case BaseNode.Committed n when !n.next() -> set(i, READ, 2 * air.mainWidth() + n.column(), 0);
      case BaseNode.PublicValue n -> set(i, READ, publicVariable(n.index()), 0);
      case BaseNode.Constant n -> set(i, CONSTANT, KoalaBear.fromCanonical(n.value()), 0);
      case BaseNode.Selector n ->
          set(
              i,
              switch (n.selector()) {
                case FIRST -> FIRST;
                case LAST -> LAST;
                case TRANSITION -> TRANSITION;
              },
              0,
              0);
      case BaseNode.Add n -> set(i, ADD, n.left(), n.right());
      case BaseNode.Sub n -> set(i, SUB, n.left(), n.right());
      case BaseNode.Mul n -> set(i, MUL, n.left(), n.right());
      case BaseNode.Neg n -> set(i, NEG, n.operand(), 0);
      default -> throw new IllegalArgumentException(air + " reads " + node);
    }
  }

  private void set(int i, int kindOfNode, int a, int b) {
    kind[i] = kindOfNode;
    left[i] = a;
    right[i] = b;
  }

  /** The AIR. */
  CompiledAir air() {
    return air;
  }

  /** The author's constraints. */
  List<Constraint> constraints() {
    return constraints;
  }

  /** Whether a constraint reads the following row. */
  boolean readsNext() {
    return readsNext;
  }

  /** Number of variables. */
  int variables() {
    return publicVariable(air.publicValueCount());
  }

  /** The variable of a public value. */
  int publicVariable(int index) {
    return 2 * air.mainWidth() + air.committedWidth() + index;
  }

  /** Evaluates a row. */
  void run(int[] variables, boolean first, boolean last) {
    for (int i = 0; i < nodes; i++) {
      values[i] =
          switch (kind[i]) {
            case READ -> variables[left[i]];
            case CONSTANT -> left[i];
            case FIRST -> first ? KoalaBear.ONE : 0;
            case LAST -> last ? KoalaBear.ONE : 0;
            case TRANSITION -> last ? 0 : KoalaBear.ONE;
            case ADD -> KoalaBear.add(values[left[i]], values[right[i]]);
            case SUB -> KoalaBear.sub(values[left[i]], values[right[i]]);
            case MUL -> KoalaBear.mul(values[left[i]], values[right[i]]);
            default -> KoalaBear.neg(values[left[i]]);
          };
    }
  }

  /** The value of a node in the row evaluated last. */
  int value(int node) {
    return values[node];
  }

  /** The variables a node depends on. */
  BitSet support(int node) {
    BitSet reached = new BitSet(node + 1);
    BitSet variables = new BitSet();
    reached.set(node);
    for (int i = node; i >= 0; i = reached.previousSetBit(i - 1)) {
      if (kind[i] == READ) {
        variables.set(left[i]);
      }
      if (kind[i] >= ADD) {
        reached.set(left[i]);
        if (kind[i] != NEG) {
          reached.set(right[i]);
        }
      }
      if (i == 0) {
        break;
      }
    }
    return variables;
  }
}
