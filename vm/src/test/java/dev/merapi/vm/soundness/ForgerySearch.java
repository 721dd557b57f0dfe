package dev.merapi.vm.soundness;

import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.air.Direction;
import dev.merapi.stark.air.Interaction;
import dev.merapi.vm.chip.Buses;
import dev.merapi.vm.soundness.Judge.World;
import dev.merapi.vm.soundness.Judgement.Meaning;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Looks for changes that a single part of a table's definition stops. Starts from one changed cell
 * that the part objects to, and repairs whatever else objects, again and again with other choices.
 */
final class ForgerySearch implements Mutations.Visitor {
  private static final int KINDS = 40;
  private static final int STEPS = 26;
  private static final int STEPS_OF_ROUNDS = 220;
  private static final int ROUNDS = 100;
  private static final int EXCHANGE = 3;

  /** A change that only one defence stops. */
  record Found(World world, Change change, Meaning meaning) {}

  private final Subject subject;
  private final Map<World, Judge> judges = new EnumMap<>(World.class);
  private final boolean single;
  private final Random random;
  private final Repair repair;
  private final Beginnings beginnings;
  private final List<Integer> rows;
  private final Map<Defence, Found> found = new TreeMap<>();

  ForgerySearch(Subject subject, long seed) {
    this.subject = subject;
    this.random = new Random(seed);
    this.single = isOfSingleInstructions(subject);
    for (World world : World.values()) {
      judges.put(world, new Judge(subject, world));
    }
    this.repair = new Repair(subject, random);
    this.beginnings = new Beginnings(subject, repair, random);
    this.rows = Mutations.representatives(subject, KINDS);
  }

  /** Whether each row of a table is one instruction, or all of an execution. */
  static boolean isOfSingleInstructions(Subject subject) {
    CompiledAir air = subject.air();
    return air.interactions().stream().anyMatch(i -> i.bus().equals(Buses.EXECUTION))
        && !air.name().equals("hint");
  }

  /** The forgeries so far. */
  Map<Defence, Found> found() {
    return found;
  }

  /** Tries the simple changes, then {@code attempts} for each defence that has no forgery. */
  void run(int attempts) {
    new Mutations(subject, Mutations.Effort.SAMPLED).forEach(this);
    for (Defence defence : Defence.of(subject.air())) {
      if (isOfCell(defence) && !isDone(defence)) {
        exchangeEqual(defence);
      }
      for (int i = 0; i < attempts && !isDone(defence); i++) {
        attempt(defence);
      }
    }
    found.replaceAll((defence, forgery) -> shrink(defence, forgery));
  }

  private boolean isDone(Defence defence) {
    Found best = found.get(defence);
    return best != null && best.meaning == Meaning.FORGED;
  }

  @Override
  public void single(int column, Change change) {
    offer(World.PINNED, change);
  }

  @Override
  public void combined(Change change) {
    offer(World.PINNED, change);
  }

  /** Keeps a change that one defence alone stops, if there is no better one. */
  Judgement offer(World world, Change change) {
    Judgement judgement = judge(world).judge(change);
    if (judgement.objections() == 1) {
      keep(judgement, new Found(world, new Change(change), judgement.meaning()));
    }
    return judgement;
  }

  private Judge judge(World world) {
    Judge judge = judges.get(world);
    if (judge == null) {
      throw new IllegalStateException("no judge of " + world);
    }
    return judge;
  }

  /** Takes back each changed cell that the forgery does not need. */
  private Found shrink(Defence defence, Found forgery) {
    Found least = forgery;
    for (Change.Cell cell : forgery.change.cells().keySet()) {
      Change smaller = new Change(least.change);
      smaller.cells().remove(cell);
      Judgement judgement = judge(least.world).judge(smaller);
      if (judgement.isOnly(defence) && judgement.meaning() == forgery.meaning) {
        least = new Found(least.world, smaller, forgery.meaning);
      }
    }
    return least;
  }

  private void keep(Judgement judgement, Found forgery) {
    if (judgement.byConstraint()) {
      keep(Defence.constraint(judgement.constraints().nextSetBit(0)), forgery);
    } else {
      int index = judgement.interactions().nextSetBit(0);
      keep(Defence.message(index, -1), forgery);
      int wrong = judgement.wrongFields(index);
      for (int k = 0; wrong >> k != 0; k++) {
        if ((wrong >> k & 1) == 1) {
          keep(Defence.message(index, k), forgery);
        }
      }
    }
  }

  private void keep(Defence defence, Found forgery) {
    Found best = found.get(defence);
    if (best == null
        || forgery.meaning.compareTo(best.meaning) > 0
        || forgery.meaning == best.meaning
            && forgery.change.cells().size() < best.change.cells().size()) {
      found.put(defence, forgery);
    }
  }

  private void attempt(Defence defence) {
    boolean receives =
        defence.message()
            && subject.air().interactions().get(defence.index()).direction() == Direction.RECEIVE;
    World world = single && !receives && random.nextInt(3) > 0 ? World.ANY : World.PINNED;
    boolean instructions = world == World.ANY && subject.air().publicValueCount() == 0;
    Change change = new Change();
    Set<Change.Cell> locked = new HashSet<>();
    int row =
        random.nextBoolean()
            ? rows.get(random.nextInt(rows.size()))
            : random.nextInt(Math.min(subject.height(), subject.used() + 1));
    int kicks = 1 + random.nextInt(2);
    switch (receives && random.nextBoolean() ? EXCHANGE : random.nextInt(10)) {
      case 0 -> {
        beginnings.borrow(row, change, locked, false);
        kicks = random.nextInt(2);
      }
      case 1 -> {
        beginnings.borrow(row, change, locked, true);
        kicks = random.nextInt(2);
      }
      case 2 -> {
        row = beginnings.undo(defence, change, locked);
        kicks = 0;
      }
      case EXCHANGE -> {
        beginnings.exchange(defence, row, change);
        kicks = 0;
      }
      case 4 -> {
        if (instructions) {
          beginnings.jump(row, change, locked);
        }
      }
      case 5 -> {
        if (instructions) {
          beginnings.flags(defence, row, change, locked);
          kicks = random.nextInt(2);
        }
      }
      default -> {}
    }
    row = Math.max(row, 0);
    for (int i = 0; i < kicks; i++) {
      Change.Cell cell = beginnings.kick(defence, row, change);
      if (cell != null && random.nextInt(3) > 0) {
        locked.add(cell);
      }
    }
    boolean wide = subject.air().mainWidth() > ROUNDS;
    boolean ordered = wide || random.nextInt(3) == 0;
    int steps = wide ? STEPS_OF_ROUNDS : STEPS;
    for (int step = 0; step < steps; step++) {
      Judgement judgement = offer(world, change);
      Change.Cell set = mend(change, judgement, defence, locked, ordered);
      if (set == null) {
        return;
      }
      locked.add(set);
    }
  }

  /** Whether a defence says which cell of memory an entry is of. */
  private boolean isOfCell(Defence defence) {
    if (!defence.message() || defence.field() < 0 || defence.field() > 1) {
      return false;
    }
    Interaction interaction = subject.air().interactions().get(defence.index());
    return interaction.bus().equals(Buses.MEMORY) && interaction.direction() == Direction.RECEIVE;
  }

  /** Exchanges entries with the same contents between cells that differ in one field. */
  private void exchangeEqual(Defence defence) {
    Interaction interaction = subject.air().interactions().get(defence.index());
    List<int[]> messages = new ArrayList<>();
    for (int row = 0; row < subject.used(); row++) {
      subject.evaluate(new Change(), row);
      boolean there = subject.evaluator().value(interaction.multiplicity()) != 0;
      messages.add(
          there
              ? interaction.message().stream().mapToInt(subject.evaluator()::value).toArray()
              : new int[0]);
    }
    for (int row = 0; row < messages.size(); row++) {
      for (int other = 0; other < row && !isDone(defence); other++) {
        if (areEqualBut(messages.get(row), messages.get(other), defence.field())) {
          Change change = new Change();
          beginnings.exchange(defence, row, other, change);
          offer(World.PINNED, change);
        }
      }
    }
  }

  /** Whether two messages differ in a field, and in no other but the time. */
  private static boolean areEqualBut(int[] a, int[] b, int field) {
    if (a.length == 0 || b.length == 0 || a[field] == b[field]) {
      return false;
    }
    for (int k = 0; k < a.length - 1; k++) {
      if (k != field && a[k] != b[k]) {
        return false;
      }
    }
    return true;
  }

  /** Repairs one objection that is not the defence's. */
  private Change.@Nullable Cell mend(
      Change change,
      Judgement judgement,
      Defence defence,
      Set<Change.Cell> locked,
      boolean ordered) {
    List<int[]> objections = new ArrayList<>();
    judgement.constraints().stream()
        .filter(c -> defence.message() || c != defence.index())
        .forEach(c -> objections.add(new int[] {0, c}));
    boolean part =
        defence.field() >= 0
            && !judgement.isOnly(defence)
            && subject.air().interactions().get(defence.index()).direction() == Direction.LOOKUP;
    judgement.interactions().stream()
        .filter(i -> !defence.message() || i != defence.index() || part)
        .forEach(i -> objections.add(new int[] {1, i}));
    if (objections.isEmpty()) {
      return null;
    }
    int[] chosen = objections.get(ordered ? 0 : random.nextInt(objections.size()));
    int but = defence.message() && chosen[1] == defence.index() ? defence.field() : -1;
    for (int row : change.rows()) {
      int previous = (row + subject.height() - 1) % subject.height();
      for (int at : subject.evaluator().readsNext() ? new int[] {row, previous} : new int[] {row}) {
        if (at < 0 || at >= subject.height()) {
          continue;
        }
        Change.Cell set =
            chosen[0] == 1
                ? repair.message(change, at, chosen[1], but, locked)
                : fails(change, at, chosen[1])
                    ? repair.constraint(change, at, chosen[1], locked, ordered)
                    : null;
        if (set != null) {
          return set;
        }
      }
    }
    return null;
  }

  private boolean fails(Change change, int row, int constraint) {
    subject.evaluate(change, row);
    int node = subject.evaluator().constraints().get(constraint).node();
    return subject.evaluator().value(node) != 0;
  }
}
