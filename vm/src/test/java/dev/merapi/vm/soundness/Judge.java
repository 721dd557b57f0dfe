package dev.merapi.vm.soundness;

import dev.merapi.stark.air.Bus;
import dev.merapi.stark.air.Direction;
import dev.merapi.stark.air.Interaction;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.vm.chip.Buses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

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

  /** A message of a row; the amount is positive if sent, looked up or provided. */
  private record Said(int row, int interaction, int[] fields, int amount) {}

  /** A message as a key; each side of look-ups balances for itself. */
  private record Key(int bus, boolean provided, List<Integer> fields) {}

  /** How often a message is there before and after the change. */
  private static final class Net {
    int before;
    int after;
  }

  private final Subject subject;
  private final List<Interaction> interactions;
  private final Map<Integer, List<Said>> honest = new HashMap<>();

  /** A judge of changes to {@code subject}. */
  Judge(Subject subject) {
    this.subject = subject;
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
      before.addAll(honest.computeIfAbsent(row, r -> messages(new Change(), r)));
      int previous = row == 0 ? subject.height() - 1 : row - 1;
      if (subject.evaluator().readsNext() && !rows.contains(previous)) {
        subject.evaluate(change, previous);
        constraints(judgement);
      }
      after.addAll(messages(change, row));
      constraints(judgement);
    }
    weigh(before, after, judgement);
    return judgement;
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
        said.add(new Said(row, i, fields, taken ? KoalaBear.P - amount : amount));
      }
    }
    return said;
  }

  private void weigh(List<Said> before, List<Said> after, Judgement judgement) {
    if (!after.isEmpty()) {
      judgement.speaks();
    }
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

  private void add(Map<Key, Net> nets, Said said, boolean before) {
    Net net = nets.computeIfAbsent(key(said), k -> new Net());
    if (before) {
      net.before = (int) (((long) net.before + said.amount) % KoalaBear.P);
    } else {
      net.after = (int) (((long) net.after + said.amount) % KoalaBear.P);
    }
  }

  private Key key(Said said) {
    Interaction i = interactions.get(said.interaction);
    boolean provided = i.direction() == Direction.PROVIDE;
    return new Key(i.bus().id(), provided, Arrays.stream(said.fields).boxed().toList());
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
    if (takes) {
      good = memory && Surroundings.isCell(fields[0], fields[1]) && mayTake(key, before, after);
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
        Said write = accessOf(s, after);
        if (write == null) {
          return false;
        }
        boolean otherCell =
            before.stream()
                .noneMatch(h ->
                    interactions.get(h.interaction).direction() == Direction.RECEIVE
                        && isOfCell(h, s.fields));
        boolean future = s.fields[4] >= write.fields[4] && s.fields[4] < TIME_LIMIT;
        if (!otherCell && !future) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether an entry no longer taken was one for an access: the cell's next access takes it. */
  private boolean isLeftToOthers(Key key, List<Said> before) {
    return before.stream()
        .filter(s -> key(s).equals(key))
        .allMatch(s -> accessOf(s, before) != null);
  }

  /** What a row sends to the cell whose entry it takes, null if it does not access it but close. */
  private @Nullable Said accessOf(Said taken, List<Said> said) {
    for (Said s : said) {
      Interaction i = interactions.get(s.interaction);
      if (s.row == taken.row
          && s.interaction > taken.interaction
          && i.direction() == Direction.SEND
          && i.bus().equals(Buses.MEMORY)) {
        return isOfCell(s, taken.fields) && s.fields[4] > 0 ? s : null;
      }
    }
    return null;
  }

  private boolean isOfCell(Said s, int[] entry) {
    return interactions.get(s.interaction).bus().equals(Buses.MEMORY)
        && s.fields[0] == entry[0]
        && s.fields[1] == entry[1];
  }

  /** Lays an objection at the door of the interactions that say, or no longer say, a message. */
  private void refuse(Key key, List<Said> before, List<Said> after, Judgement judgement) {
    boolean said = false;
    for (Said s : after) {
      if (key(s).equals(key)) {
        said = true;
        judgement.objects(s.interaction, wrongField(s, before));
      }
    }
    if (!said) {
      before.stream().filter(s -> key(s).equals(key)).forEach(s -> blame(s, after, judgement));
    }
  }

  /** The interaction no longer says a message that waits for it. */
  private void blame(Said honestly, List<Said> after, Judgement judgement) {
    for (Said s : after) {
      if (s.row == honestly.row && s.interaction == honestly.interaction) {
        judgement.objects(s.interaction, wrongField(s, List.of(honestly)));
        return;
      }
    }
    judgement.objects(honestly.interaction, -1);
  }

  /** The field without which the message would do, or −1. */
  private int wrongField(Said said, List<Said> before) {
    Interaction interaction = interactions.get(said.interaction);
    int[] fields = said.fields;
    Bus bus = interaction.bus();
    Surroundings tables = subject.surroundings();
    if (bus.equals(Buses.PROGRAM)) {
      int[] row = tables.programRow(fields[0]);
      int field = row.length == 0 ? -1 : onlyDifference(row, fields);
      return field > 0 || row.length == 0 && fields[0] >= 0 ? field : -1;
    } else if (bus.equals(Buses.RANGE16)) {
      return 0;
    } else if (bus.equals(Buses.BYTES) || bus.equals(Buses.XOR)) {
      for (int k = 0; k < fields.length; k++) {
        int[] mended = fields.clone();
        mended[k] = fields.length == 2 ? 0 : mend(fields, k);
        if (tables.holds(bus, mended)) {
          return k;
        }
      }
      return -1;
    }
    for (Said s : before) {
      if (s.row == said.row && s.interaction == said.interaction) {
        return onlyDifference(s.fields, fields);
      }
    }
    return bus.equals(Buses.EXECUTION) ? 0 : -1;
  }

  private static int mend(int[] xor, int k) {
    return xor[(k + 1) % 3] ^ xor[(k + 2) % 3];
  }

  private static int onlyDifference(int[] a, int[] b) {
    int field = -1;
    for (int k = 0; k < a.length; k++) {
      if (a[k] != b[k]) {
        if (field >= 0) {
          return -1;
        }
        field = k;
      }
    }
    return field;
  }
}
