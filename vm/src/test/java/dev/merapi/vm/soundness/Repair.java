package dev.merapi.vm.soundness;

import dev.merapi.stark.air.BaseNode;
import dev.merapi.stark.air.Bus;
import dev.merapi.stark.air.Direction;
import dev.merapi.stark.air.Interaction;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.vm.chip.Buses;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a broken row fit again: solves a constraint that fails, or a message that is refused, for
 * one of the cells it depends on.
 */
final class Repair {
  private static final int LIMB = 1 << 16;
  private static final int BYTE = 1 << 8;
  private static final int DIGEST = 8;

  private final Subject subject;
  private final RowEvaluator evaluator;
  private final Random random;
  private final Map<Integer, BitSet> supports = new HashMap<>();

  Repair(Subject subject, Random random) {
    this.subject = subject;
    this.evaluator = subject.evaluator();
    this.random = random;
  }

  /** The variables of a node. */
  BitSet support(int node) {
    return supports.computeIfAbsent(node, evaluator::support);
  }

  /** The cell of a variable of a row; null for a committed one. */
  Change.@Nullable Cell cell(int row, int variable) {
    int width = subject.air().mainWidth();
    if (variable < width) {
      return new Change.Cell(row, variable);
    } else if (variable < 2 * width) {
      return new Change.Cell((row + 1) % subject.height(), variable - width);
    }
    int index = variable - evaluator.publicVariable(0);
    return index < 0 ? null : new Change.Cell(Change.PUBLIC, index);
  }

  /**
   * Solves a constraint that fails in {@code row}, for the last of its cells that are not locked or
   * for any of them.
   *
   * @return the cell that was set, null if no cell would do
   */
  Change.@Nullable Cell constraint(
      Change change, int row, int constraint, Set<Change.Cell> locked, boolean last) {
    int node = evaluator.constraints().get(constraint).node();
    return solve(change, row, node, 0, locked, last);
  }

  /** Solves one wrong field of a refused message, but one that may stay wrong. */
  Change.@Nullable Cell message(
      Change change, int row, int index, int but, Set<Change.Cell> locked) {
    Interaction interaction = subject.air().interactions().get(index);
    if (but < 0 && random.nextInt(6) == 0) {
      return solve(change, row, interaction.multiplicity(), 0, locked, false);
    }
    subject.evaluate(change, row);
    int[] message = fields(interaction);
    int[] wanted = wanted(change, row, interaction, message);
    if (interaction.bus().equals(Buses.POSEIDON2) && !Arrays.equals(wanted, message)) {
      return digest(change, row, interaction, wanted, locked);
    }
    int start = random.nextInt(message.length);
    for (int i = 0; i < message.length; i++) {
      int k = (start + i) % message.length;
      if (k != but && k < wanted.length && wanted[k] != message[k]) {
        int goal = KoalaBear.fromCanonical(wanted[k]);
        return solve(change, row, interaction.message().get(k), goal, locked, false);
      }
    }
    return null;
  }

  /** Makes the low limbs of time differences those of the entries taken, where time allows it. */
  void accesses(Change change, int row) {
    List<Interaction> all = subject.air().interactions();
    for (int i = 0; i + 2 < all.size(); i++) {
      boolean access =
          all.get(i).direction() == Direction.RECEIVE
              && all.get(i).bus().equals(Buses.MEMORY)
              && all.get(i + 1).direction() == Direction.SEND
              && all.get(i + 2).bus().equals(Buses.RANGE16);
      if (access) {
        subject.evaluate(change, row);
        int from = KoalaBear.toCanonical(evaluator.value(all.get(i).message().get(4)));
        int to = KoalaBear.toCanonical(evaluator.value(all.get(i + 1).message().get(4)));
        int node = all.get(i + 2).message().getFirst();
        if (to > from && subject.air().base().get(node) instanceof BaseNode.Main low) {
          change.set(row, low.column(), KoalaBear.fromCanonical(to - from - 1 & LIMB - 1));
        }
      }
    }
  }

  /** Makes the digest of a message that of one with another input. */
  void hashOfOther(Change change, int row, Interaction interaction, int input) {
    subject.evaluate(change, row);
    int[] message = fields(interaction);
    message[input] = (message[input] + 1) % KoalaBear.P;
    System.arraycopy(subject.surroundings().digest(message), 0, message, 2 * DIGEST, DIGEST);
    digest(change, row, interaction, message, Set.of());
  }

  /** Solves all words of a digest. */
  private Change.@Nullable Cell digest(
      Change change, int row, Interaction interaction, int[] wanted, Set<Change.Cell> locked) {
    Change.Cell set = null;
    for (int i = 2 * DIGEST; i < wanted.length; i++) {
      int goal = KoalaBear.fromCanonical(wanted[i]);
      set = solve(change, row, interaction.message().get(i), goal, locked, false);
    }
    return set;
  }

  private int[] fields(Interaction interaction) {
    return interaction.message().stream()
        .mapToInt(node -> KoalaBear.toCanonical(evaluator.value(node)))
        .toArray();
  }

  /** A message that would be accepted. */
  private int[] wanted(Change change, int row, Interaction interaction, int[] m) {
    Bus bus = interaction.bus();
    int[] wanted = m.clone();
    if (bus.equals(Buses.RANGE16)) {
      wanted[0] = within(m[0], LIMB);
    } else if (bus.equals(Buses.BYTES) || bus.equals(Buses.XOR)) {
      for (int k = 0; k < 2; k++) {
        wanted[k] = m[k] < BYTE ? m[k] : within(m[k], BYTE);
      }
      if (bus.equals(Buses.XOR)) {
        wanted[2] = wanted[0] ^ wanted[1];
      }
    } else if (bus.equals(Buses.PROGRAM)) {
      wanted = subject.surroundings().programRow(m[0]);
    } else if (bus.equals(Buses.POSEIDON2)) {
      System.arraycopy(subject.surroundings().digest(m), 0, wanted, 16, 8);
    } else {
      subject.evaluate(new Change(), row);
      wanted = fields(interaction);
      subject.evaluate(change, row);
    }
    return wanted;
  }

  private int within(int value, int bound) {
    return switch (random.nextInt(5)) {
      case 0 -> 0;
      case 1 -> bound - 1;
      case 2 -> value % bound;
      case 3 -> 1;
      default -> random.nextInt(bound);
    };
  }

  /** Sets one cell so that a node takes a value. */
  private Change.@Nullable Cell solve(
      Change change, int row, int node, int goal, Set<Change.Cell> locked, boolean last) {
    int[] variables = support(node).stream().toArray();
    int start = variables.length == 0 || last ? 0 : random.nextInt(variables.length);
    for (int i = 0; i < variables.length; i++) {
      int at = last ? variables.length - 1 - i : (start + i) % variables.length;
      Change.Cell cell = cell(row, variables[at]);
      if (cell != null && !locked.contains(cell) && solve(change, row, node, goal, cell)) {
        return cell;
      }
    }
    if (goal == 0 && subject.air().base().get(node) instanceof BaseNode.Mul product) {
      boolean left = random.nextBoolean();
      Change.Cell cell =
          solve(change, row, left ? product.left() : product.right(), 0, locked, last);
      return cell != null
          ? cell
          : solve(change, row, left ? product.right() : product.left(), 0, locked, last);
    }
    return null;
  }

  private boolean solve(Change change, int row, int node, int goal, Change.Cell cell) {
    int zero = at(change, row, node, cell, 0);
    int one = at(change, row, node, cell, KoalaBear.ONE);
    int two = at(change, row, node, cell, KoalaBear.twice(KoalaBear.ONE));
    int slope = KoalaBear.sub(one, zero);
    if (KoalaBear.sub(two, one) == slope && slope != 0) {
      int value = KoalaBear.mul(KoalaBear.sub(goal, zero), KoalaBear.inverse(slope));
      change.set(cell.row(), cell.column(), value);
      return true;
    }
    if (slope != KoalaBear.sub(two, one)
        && (zero == goal || one == goal)
        && random.nextInt(3) > 0) {
      boolean first = zero == goal && (one != goal || random.nextBoolean());
      change.set(cell.row(), cell.column(), first ? 0 : KoalaBear.ONE);
      return true;
    }
    return false;
  }

  private int at(Change change, int row, int node, Change.Cell cell, int value) {
    Change tried = new Change(change).set(cell.row(), cell.column(), value);
    subject.evaluate(tried, row);
    return evaluator.value(node);
  }
}
