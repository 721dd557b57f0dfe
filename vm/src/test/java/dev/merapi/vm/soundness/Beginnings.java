package dev.merapi.vm.soundness;

import dev.merapi.stark.air.Constraint;
import dev.merapi.stark.air.Direction;
import dev.merapi.stark.air.Interaction;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.vm.chip.Buses;
import dev.merapi.vm.program.Program;
import java.util.BitSet;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How an attempt at a forgery begins: changes that are likely to meet a given defence. */
final class Beginnings {
  private final Subject subject;
  private final Repair repair;
  private final Random random;

  Beginnings(Subject subject, Repair repair, Random random) {
    this.subject = subject;
    this.repair = repair;
    this.random = random;
  }

  /**
   * What another row does, in this row's place in the execution, or all that another row computes
   * in the place of this row's instruction.
   */
  void borrow(int row, Change change, Set<Change.Cell> locked, boolean instruction) {
    int other = random.nextInt(subject.used());
    if (instruction) {
      other = Math.floorMod(row + random.nextInt(9) - 4, subject.used());
    }
    BitSet kept = new BitSet();
    for (Interaction i : subject.air().interactions()) {
      if (i.bus().equals(Buses.EXECUTION) && i.direction() == Direction.RECEIVE
          || i.bus().equals(Buses.PROGRAM) && instruction) {
        i.message().forEach(node -> kept.or(repair.support(node)));
      }
    }
    for (int c = 0; c < subject.air().mainWidth(); c++) {
      if (kept.get(c)) {
        locked.add(new Change.Cell(row, c));
      } else if (subject.get(other, c) != subject.get(row, c)) {
        change.set(row, c, subject.get(other, c));
      }
    }
  }

  /** The row at another instruction, of any operation. */
  int jump(int row, Change change, Set<Change.Cell> locked) {
    Program program = subject.surroundings().program();
    int index = random.nextInt(program.size());
    int column = subject.column("pc");
    change.set(row, column, KoalaBear.fromCanonical(program.pc(index)));
    locked.add(new Change.Cell(row, column));
    return index;
  }

  /** Flags at random, at an instruction whose operation they make. */
  void flags(Defence defence, int row, Change change, Set<Change.Cell> locked) {
    BitSet support = repair.support(defence.node(subject.air()));
    for (Constraint c : subject.evaluator().constraints()) {
      BitSet of = repair.support(c.node());
      if (of.cardinality() == 1 && of.nextSetBit(0) < subject.air().mainWidth()) {
        int column = of.nextSetBit(0);
        boolean own = support.get(column) && random.nextBoolean();
        int value = own ? random.nextInt(5) - 1 : random.nextInt(2);
        if (own || random.nextInt(4) > 0) {
          change.set(row, column, KoalaBear.fromCanonical(value));
          locked.add(new Change.Cell(row, column));
        }
      }
    }
    for (Interaction i : subject.air().interactions()) {
      if (i.bus().equals(Buses.PROGRAM)) {
        subject.evaluate(change, row);
        int op = KoalaBear.toCanonical(subject.evaluator().value(i.message().get(1)));
        Program program = subject.surroundings().program();
        for (int tries = 0; tries < 100; tries++) {
          if (program.op(jump(row, change, locked)) == op) {
            return;
          }
        }
      }
    }
  }

  /** A row of padding holds what some row does, the next one takes it back: minus one times. */
  int undo(Defence defence, Change change, Set<Change.Cell> locked) {
    int[] support = repair.support(defence.node(subject.air())).stream().toArray();
    int width = subject.air().mainWidth();
    int first = subject.used();
    if (defence.message()
        || support.length != 1
        || support[0] >= width
        || first + 2 > subject.height()) {
      return 0;
    }
    int source = random.nextInt(subject.used());
    for (int c = 0; c < width; c++) {
      int cell = subject.get(source, c);
      change.set(first, c, cell);
      change.set(first + 1, c, c == support[0] ? KoalaBear.neg(cell) : cell);
      locked.add(new Change.Cell(first, c));
    }
    locked.add(new Change.Cell(first + 1, support[0]));
    if (random.nextInt(4) > 0) {
      int column = random.nextInt(width);
      change.set(
          first + 1, column, value(subject.get(source, column), new Change.Cell(source, column)));
    }
    return first + 1;
  }

  /** What a message of two rows says, exchanged between them. */
  void exchange(Defence defence, int row, Change change) {
    if (!defence.message()) {
      return;
    }
    int other = Math.floorMod(row + random.nextInt(25) - 12, subject.used());
    Interaction interaction = subject.air().interactions().get(defence.index());
    if (interaction.bus().equals(Buses.POSEIDON2)) {
      repair.hashOfOther(change, row, interaction, Math.max(0, defence.field()));
      return;
    }
    exchange(defence, row, other, change);
  }

  void exchange(Defence defence, int row, int other, Change change) {
    Interaction interaction = subject.air().interactions().get(defence.index());
    subject.evaluate(new Change(), other);
    int[] there = interaction.message().stream().mapToInt(subject.evaluator()::value).toArray();
    subject.evaluate(new Change(), row);
    BitSet columns = new BitSet();
    for (int k = 0; k < there.length; k++) {
      int node = interaction.message().get(k);
      if (k != defence.field() && subject.evaluator().value(node) != there[k]) {
        columns.or(repair.support(node));
      }
    }
    if (defence.field() >= 0) {
      columns.andNot(repair.support(interaction.message().get(defence.field())));
    }
    for (int c = columns.nextSetBit(0); c >= 0; c = columns.nextSetBit(c + 1)) {
      if (c < subject.air().mainWidth() && other != row) {
        change.set(row, c, subject.get(other, c));
        change.set(other, c, subject.get(row, c));
      }
    }
    repair.accesses(change, row);
    repair.accesses(change, other);
  }

  /** Changes a cell that the defence reads. */
  Change.@Nullable Cell kick(Defence defence, int row, Change change) {
    BitSet support = repair.support(defence.node(subject.air()));
    if (defence.message() && defence.field() < 0) {
      support = new BitSet();
      for (int node : subject.air().interactions().get(defence.index()).message()) {
        support.or(repair.support(node));
      }
    }
    int[] variables = support.stream().toArray();
    if (variables.length == 0) {
      return null;
    }
    Change.Cell cell = repair.cell(row, variables[random.nextInt(variables.length)]);
    if (cell != null) {
      int honest = subject.get(cell.row(), cell.column());
      change.set(cell.row(), cell.column(), value(honest, cell));
    }
    return cell;
  }

  private int value(int honest, Change.Cell cell) {
    int[] steps = {1, -1, 2, -2, 1 << 8, -(1 << 8), 1 << 16, -(1 << 16), 1 << 24, 4, 32512};
    return switch (random.nextInt(6)) {
      case 0, 1 ->
          KoalaBear.add(honest, KoalaBear.fromCanonical(steps[random.nextInt(steps.length)]));
      case 2 -> KoalaBear.sub(KoalaBear.ONE, honest);
      case 3 -> KoalaBear.fromCanonical(random.nextInt(4) - 1);
      case 4 ->
          cell.row() == Change.PUBLIC
              ? KoalaBear.ONE
              : subject.get(random.nextInt(subject.used()), cell.column());
      default -> KoalaBear.fromCanonical(random.nextInt(KoalaBear.P));
    };
  }
}
