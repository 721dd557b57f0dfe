package dev.merapi.vm.soundness;

import dev.merapi.stark.air.Bus;
import dev.merapi.stark.air.Direction;
import dev.merapi.stark.air.Interaction;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.vm.chip.Buses;
import dev.merapi.vm.soundness.Judgement.Meaning;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Judges changes of one honest table by what is near them: the constraints of the changed rows and
 * of those before, and the messages the changed rows say more or less than before.
 *
 * <p>The surroundings of the table are pinned: what it receives, the program, the tables. What it
 * sends is not, as the rest of the machine can go on from a lie. Where a changed row takes an entry
 * of memory that it honestly did not, the entry may be there if it is another cell's, with any
 * contents, or one of the row's own future, which only timestamps can object to.
 */
final class Judge {
  private static final int TIME_LIMIT = 1 << 24;

  /** A message as a key; each side of look-ups balances for itself. */
  private record Key(int bus, boolean provided, List<Integer> fields) {}

  /** How often a message is there before and after the change. */
  private static final class Net {
    int before;
    int after;
  }

  /** What a changed row may find. */
  enum World {
    /** What it honestly finds. */
    PINNED,
    /** Any instruction at any time, and any words in the cells it takes: another execution. */
    ANY
  }

  private final Subject subject;
  private final World world;
  private final Oracle oracle;
  private final boolean endsExecution;
  private final List<Interaction> interactions;
  private final Map<Integer, List<Said>> honest = new HashMap<>();

  /** A judge of changes to {@code subject}. */
  Judge(Subject subject) {
    this(subject, World.PINNED);
  }

  /** A judge of changes within a world; {@link World#ANY} is for tables of single instructions. */
  Judge(Subject subject, World world) {
    this.subject = subject;
    this.world = world;
    this.oracle = new Oracle(subject.surroundings().program());
    this.endsExecution = subject.air().publicValueCount() > 0;
    this.interactions = subject.air().interactions();
  }

  /** The table. */
  Subject subject() {
    return subject;
  }

  /** Judges a change. */
  Judgement judge(Change change) {
    Judgement judgement = new Judgement(subject.air());
    SortedSet<Integer> changed = change.rows();
    SortedSet<Integer> rows = changed;
    if (!changed.isEmpty() && changed.first() == Change.PUBLIC) {
      rows = new TreeSet<>();
      for (int row = 0; row < subject.height(); row++) {
        rows.add(row);
      }
    }
    List<Said> before = new ArrayList<>();
    List<Said> after = new ArrayList<>();
    for (int row : rows) {
      if (world == World.PINNED) {
        before.addAll(honest.computeIfAbsent(row, r -> messages(new Change(), r)));
      }
      int previous = row == 0 ? subject.height() - 1 : row - 1;
      if (subject.evaluator().readsNext() && !rows.contains(previous)) {
        subject.evaluate(change, previous);
        constraints(judgement);
      }
      after.addAll(messages(change, row));
      constraints(judgement);
    }
    weigh(before, after, judgement);
    if (endsExecution && isOtherClaim(change, after)) {
      judgement.means(Meaning.FORGED);
    } else if (endsExecution) {
      judgement.means(after.isEmpty() ? Meaning.SILENT : Meaning.SAME);
    } else if (world == World.ANY && judgement.objections() <= 1) {
      judgement.means(oracle.meaning(after, judgement.meaning()));
    }
    return judgement;
  }

  /** Whether the ends of the execution are others, missing, or later than time allows. */
  private boolean isOtherClaim(Change change, List<Said> after) {
    int active = subject.column("active");
    boolean changed =
        change.cells().keySet().stream()
            .anyMatch(cell -> cell.row() == Change.PUBLIC || cell.column() == active);
    return changed
        || after.stream().anyMatch(s -> s.isOn(Buses.EXECUTION) && s.fields()[1] >= TIME_LIMIT);
  }

  private void constraints(Judgement judgement) {
    RowEvaluator evaluator = subject.evaluator();
    for (int i = 0; i < evaluator.constraints().size(); i++) {
      if (evaluator.value(evaluator.constraints().get(i).node()) != 0) {
        judgement.breaks(i);
      }
    }
  }

  private List<Said> messages(Change change, int row) {
    subject.evaluate(change, row);
    List<Said> said = new ArrayList<>();
    for (int i = 0; subject.speaks(row) && i < interactions.size(); i++) {
      Interaction interaction = interactions.get(i);
      int multiplicity = subject.evaluator().value(interaction.multiplicity());
      if (multiplicity != 0) {
        int[] fields = new int[interaction.message().size()];
        for (int k = 0; k < fields.length; k++) {
          fields[k] =
              KoalaBear.toCanonical(subject.evaluator().value(interaction.message().get(k)));
        }
        int amount = KoalaBear.toCanonical(multiplicity);
        boolean taken = interaction.direction() == Direction.RECEIVE;
        said.add(new Said(row, i, interaction, fields, taken ? KoalaBear.P - amount : amount));
      }
    }
    return said;
  }

  private void weigh(List<Said> before, List<Said> after, Judgement judgement) {
    if (!after.isEmpty()) {
      judgement.speaks();
    }
    path(before, after, judgement);
    Map<Key, Net> nets = new HashMap<>();
    before.forEach(s -> add(nets, s, true));
    after.forEach(s -> add(nets, s, false));
    nets.forEach((key, net) -> {
      if (net.before == net.after) {
        return;
      }
      int[] fields = key.fields.stream().mapToInt(Integer::intValue).toArray();
      Bus bus = Buses.ALL.get(key.bus - 1);
      judgement.unbalances(bus);
      if (bus.kind() == Bus.Kind.PERMUTATION) {
        judgement.saysOtherwise();
        exchanged(key, fields, net, before, after, judgement);
      } else if (key.provided) {
        judgement.providesOtherwise();
        if (net.after != 0 && !subject.surroundings().holds(bus, fields)) {
          judgement.saysOtherwise();
        }
      } else if (net.after != 0 && !subject.surroundings().holds(bus, fields)) {
        refuse(key, before, after, judgement);
      }
    });
  }

  /** States taken and sent are as many as before: there is one path from one start to one end. */
  private void path(List<Said> before, List<Said> after, Judgement judgement) {
    if (states(before) != states(after)) {
      for (Said s : after.isEmpty() ? before : after) {
        if (s.isOn(Buses.EXECUTION)) {
          judgement.objects(s.index(), 0);
        }
      }
    }
  }

  private int states(List<Said> said) {
    long sum = 0;
    for (Said s : said) {
      boolean state = s.isOn(Buses.EXECUTION);
      sum += state ? s.amount() : 0;
    }
    return (int) (sum % KoalaBear.P);
  }

  private void add(Map<Key, Net> nets, Said said, boolean before) {
    Net net = nets.computeIfAbsent(key(said), k -> new Net());
    if (before) {
      net.before = (int) (((long) net.before + said.amount()) % KoalaBear.P);
    } else {
      net.after = (int) (((long) net.after + said.amount()) % KoalaBear.P);
    }
  }

  private Key key(Said said) {
    Interaction i = interactions.get(said.index());
    boolean provided = i.direction() == Direction.PROVIDE;
    return new Key(i.bus().id(), provided, Arrays.stream(said.fields()).boxed().toList());
  }

  /** A message sent or taken more or less often than honestly. */
  private void exchanged(
      Key key, int[] fields, Net net, List<Said> before, List<Said> after, Judgement judgement) {
    boolean memory = key.bus == Buses.MEMORY.id();
    boolean took = net.before == KoalaBear.P - 1;
    boolean takes = net.after == KoalaBear.P - 1;
    boolean nowhere =
        key.bus == Buses.EXECUTION.id() && !subject.surroundings().isInstruction(fields[0]);
    boolean good;
    if (takes && world == World.ANY) {
      good = mayBeFound(key, fields, after);
    } else if (takes) {
      good = memory && Surroundings.isEntry(fields) && mayTake(key, before, after);
    } else if (took && net.after == 0) {
      good = memory && isLeftToOthers(key, before);
    } else {
      good = net.after == 0 || net.after == 1 && !nowhere;
    }
    if (!good) {
      refuse(key, before, after, judgement);
    }
  }

  /** Whether an entry could be there that no changed row took before. */
  private boolean mayTake(Key key, List<Said> before, List<Said> after) {
    for (Said s : after) {
      if (key(s).equals(key)) {
        Said write = s.accessIn(after);
        if (write == null) {
          return false;
        }
        boolean otherCell =
            before.stream().noneMatch(h -> h.is(Direction.RECEIVE) && h.isOfCell(s.fields()));
        boolean future = s.time() >= write.time() && s.time() < TIME_LIMIT;
        if (!otherCell && !future) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether some execution brings a row to take a message, and no other of the same cell. */
  private boolean mayBeFound(Key key, int[] fields, List<Said> after) {
    if (key.bus == Buses.MERKLE.id()) {
      return true;
    } else if (key.bus == Buses.EXECUTION.id()) {
      return subject.surroundings().isInstruction(fields[0])
          && fields[1] > 0
          && (fields[1] < TIME_LIMIT || endsExecution);
    }
    return Surroundings.isEntry(fields)
        && fields[4] < TIME_LIMIT
        && after.stream()
            .filter(s -> key(s).equals(key) && s.amount() == KoalaBear.P - 1)
            .allMatch(
                s -> s.is(Direction.SEND) || s.accessIn(after) != null && isOnlyEntry(s, after));
  }

  /** Whether a row takes no other entry of a cell but those it sent there itself. */
  private boolean isOnlyEntry(Said taken, List<Said> after) {
    return after.stream()
        .filter(s -> s.row() == taken.row() && s.index() != taken.index())
        .filter(s -> s.is(Direction.RECEIVE))
        .filter(s -> s.isOfCell(taken.fields()))
        .allMatch(s ->
            after.stream()
                .anyMatch(o ->
                    o.row() == s.row()
                        && o.is(Direction.SEND)
                        && Arrays.equals(o.fields(), s.fields())));
  }

  /** Whether an entry no longer taken was one for an access: the cell's next access takes it. */
  private boolean isLeftToOthers(Key key, List<Said> before) {
    return before.stream()
        .filter(s -> key(s).equals(key))
        .allMatch(s -> s.accessIn(before) != null);
  }

  /** Lays an objection at the door of the interactions that say, or no longer say, a message. */
  private void refuse(Key key, List<Said> before, List<Said> after, Judgement judgement) {
    boolean said = false;
    for (Said s : after) {
      if (key(s).equals(key)) {
        said = true;
        judgement.objects(s.index(), wrongFields(s, before));
      }
    }
    if (!said) {
      before.stream()
          .filter(s -> key(s).equals(key))
          .forEach(s -> blame(s, before, after, judgement));
    }
  }

  /** The interaction no longer says a message that waits for it. */
  private void blame(Said honestly, List<Said> before, List<Said> after, Judgement judgement) {
    for (Said s : after) {
      if (s.row() == honestly.row() && s.index() == honestly.index()) {
        judgement.objects(s.index(), wrongFields(s, before));
        return;
      }
    }
    judgement.objects(honestly.index(), 0);
  }

  /** The fields, as bits, of which one alone makes the message wrong. */
  private int wrongFields(Said said, List<Said> before) {
    Interaction interaction = interactions.get(said.index());
    if (interaction.bus().kind() == Bus.Kind.LOOKUP) {
      return subject.surroundings().wrongFields(interaction.bus(), said.fields());
    }
    int wrong = 0;
    for (Said s : before) {
      boolean same = s.row() == said.row() && s.index() == said.index();
      boolean leftOver = interaction.bus().equals(Buses.MEMORY) && s.is(Direction.RECEIVE);
      if (same || leftOver) {
        wrong |= Surroundings.onlyDifference(s.fields(), said.fields());
      }
    }
    return wrong == 0 && interaction.bus().equals(Buses.EXECUTION) ? 1 : wrong;
  }
}
