package dev.merapi.vm.testing;

import dev.merapi.stark.air.Direction;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.vm.chip.Buses;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.testing.AirRows.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Changes cells of honest rows and asks whether anything objects.
 *
 * <p>The surroundings of a row are pinned: the execution state it receives, the contents and
 * timestamps of the cells it accesses, the program, the lookup tables. They object to a failing
 * constraint, a lookup of what no table holds, a received message that was never sent, a pointer
 * where no cell is, a pc where no instruction is. They do <em>not</em> object to a message sent:
 * what a row writes and where it continues must follow from what it receives. So a changed row that
 * stands and sends something else (or reads another cell) is a forgery; a changed row that stands
 * and puts the same messages on the buses has a free cell. Both are holes, the latter unless a
 * reason is written down.
 */
public final class MutationHarness {
  private static final int SPACES = 3;
  private static final int[][] CARRIES = {
    {1 << 16, -1}, {-(1 << 16), 1}, {1 << 8, -1}, {-(1 << 8), 1}, {1, 1}, {1, -1}, {-4, 1}
  };
  private static final int POINTER_LIMIT = 1 << 29;

  /** What the surroundings say to a row. */
  public enum Verdict {
    /** Something objects. */
    REJECTED,
    /** The row stands and means the same. */
    FREE,
    /** The row stands and means something else. */
    FORGED
  }

  private final AirRows rows;
  private final Program program;

  /** A harness for rows of {@code rows} within {@code program}. */
  public MutationHarness(AirRows rows, Program program) {
    this.rows = rows;
    this.program = program;
  }

  /** Judges {@code changed}, which took the place of the honest row {@code cells}. */
  public Verdict judge(int[] cells, int[] changed) {
    if (!objections(changed).isEmpty()) {
      return Verdict.REJECTED;
    }
    List<Message> before = rows.messages(cells);
    List<Message> after = rows.messages(changed);
    List<List<Integer>> entries = fields(before, Direction.RECEIVE);
    List<List<Integer>> received = fields(after, Direction.RECEIVE);
    if (stale(received, entries)) {
      return Verdict.REJECTED;
    }
    boolean same =
        entries.equals(received)
            && fields(before, Direction.SEND).equals(fields(after, Direction.SEND));
    return same ? Verdict.FREE : Verdict.FORGED;
  }

  /**
   * All that objects to a row whatever it receives: names of constraints, buses with messages.
   * Empty if the row stands.
   */
  public List<String> objections(int[] cells) {
    List<String> objections = new ArrayList<>(rows.violations(cells));
    for (Message m : rows.messages(cells)) {
      String objection = objection(m);
      if (objection != null) {
        objections.add(objection);
      }
    }
    return objections;
  }

  /**
   * Why the surroundings cannot accept a message, whatever else is in the row; null if they can.
   */
  public @Nullable String objection(Message m) {
    List<Integer> f = m.fields();
    int bus = m.interaction().bus().id();
    boolean good = m.multiplicity() == 1;
    if (bus == Buses.RANGE16.id()) {
      good &= f.get(0) < 1 << 16;
    } else if (bus == Buses.BYTES.id()) {
      good &= f.get(0) < 256 && f.get(1) < 256;
    } else if (bus == Buses.XOR.id()) {
      good &= f.get(0) < 256 && f.get(1) < 256 && f.get(2) == (f.get(0) ^ f.get(1));
    } else if (bus == Buses.PROGRAM.id()) {
      good &= isProgramRow(f);
    } else if (bus == Buses.EXECUTION.id()) {
      good &= index(f.get(0)) >= 0;
    } else if (bus == Buses.MEMORY.id()) {
      int pointer = f.get(1);
      good &= f.get(0) >= 1 && f.get(0) <= SPACES && pointer % 4 == 0 && pointer < POINTER_LIMIT;
    }
    return good ? null : m.interaction().bus().name() + " " + m.fields();
  }

  /** Whether what is received contradicts what there honestly is of the same state or cell. */
  private static boolean stale(List<List<Integer>> received, List<List<Integer>> honest) {
    List<List<Integer>> left = new ArrayList<>(honest);
    for (List<Integer> message : received) {
      if (!left.remove(message)) {
        List<Integer> cell = message.subList(0, 3);
        if (message.get(0) == Buses.EXECUTION.id()
            || honest.stream().anyMatch(h -> h.subList(0, 3).equals(cell))) {
          return true;
        }
      }
    }
    return left.stream().anyMatch(h -> h.get(0) == Buses.EXECUTION.id());
  }

  /** Messages of a direction on the permutation buses, each led by its bus, sorted. */
  private static List<List<Integer>> fields(List<Message> messages, Direction direction) {
    List<List<Integer>> list = new ArrayList<>();
    for (Message m : messages) {
      if (m.interaction().direction() == direction) {
        List<Integer> fields = new ArrayList<>(m.fields());
        fields.addFirst(m.interaction().bus().id());
        list.add(fields);
      }
    }
    list.sort((a, b) -> Arrays.compare(toArray(a), toArray(b)));
    return list;
  }

  private static int[] toArray(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }

  private boolean isProgramRow(List<Integer> f) {
    int index = index(f.get(0));
    if (index < 0 || f.get(1) == 0 || f.get(1) != program.op(index)) {
      return false;
    }
    for (int k = 0; k < Program.OPERANDS; k++) {
      if (f.get(2 + k) != program.operand(index, k)) {
        return false;
      }
    }
    return true;
  }

  private int index(int pc) {
    int offset = pc - program.pcBase();
    return offset % 4 == 0 && offset >= 0 && offset / 4 < program.size() ? offset / 4 : -1;
  }

  /** What a campaign of changes brought to light. */
  public record Finding(Verdict verdict, String columns, String detail) {}

  /**
   * Changes each column alone, each pair of columns by a carry from one to the other, and random
   * pairs and triples of columns.
   *
   * @param singles changes tried on a column alone
   * @param combined changes tried on random pairs and triples
   * @return every change that was not rejected
   */
  public List<Finding> attack(int[] cells, Random random, int singles, int combined) {
    List<Finding> findings = new ArrayList<>();
    int width = cells.length;
    for (int c = 0; c < width; c++) {
      for (int v : values(cells[c], random, singles)) {
        int[] changed = cells.clone();
        changed[c] = v;
        report(cells, changed, findings);
      }
    }
    for (int i = 0; i < width; i++) {
      for (int j = 0; j < width; j++) {
        for (int[] change : i == j ? new int[0][] : CARRIES) {
          int[] changed = cells.clone();
          changed[i] = KoalaBear.add(cells[i], KoalaBear.fromCanonical(change[0]));
          changed[j] = KoalaBear.add(cells[j], KoalaBear.fromCanonical(change[1]));
          report(cells, changed, findings);
        }
      }
    }
    for (int i = 0; i < combined; i++) {
      int[] changed = cells.clone();
      int count = 2 + (i & 1);
      for (int k = 0; k < count; k++) {
        int c = random.nextInt(width);
        int[] candidates = values(cells[c], random, 1);
        changed[c] = candidates[random.nextInt(candidates.length)];
      }
      report(cells, changed, findings);
    }
    return findings;
  }

  private void report(int[] cells, int[] changed, List<Finding> findings) {
    if (Arrays.equals(cells, changed)) {
      return;
    }
    Verdict verdict = judge(cells, changed);
    if (verdict != Verdict.REJECTED) {
      Set<String> names = new TreeSet<>();
      StringBuilder detail = new StringBuilder();
      for (int c = 0; c < cells.length; c++) {
        if (cells[c] != changed[c]) {
          names.add(rows.air().mainName(c));
          detail
              .append(rows.air().mainName(c))
              .append(' ')
              .append(KoalaBear.toCanonical(cells[c]))
              .append(" -> ")
              .append(KoalaBear.toCanonical(changed[c]))
              .append("; ");
        }
      }
      findings.add(new Finding(verdict, String.join("+", names), detail.toString()));
    }
  }

  private static int[] values(int cell, Random random, int randoms) {
    long value = KoalaBear.toCanonical(cell);
    long[] deltas = {
      1,
      -1,
      2,
      -2,
      3,
      4,
      -4,
      128,
      -128,
      255,
      -255,
      256,
      -256,
      1 << 15,
      -(1 << 15),
      1 << 16,
      -(1 << 16),
      65535,
      -65535
    };
    int[] all = new int[deltas.length + 4 + randoms];
    int n = 0;
    for (long d : deltas) {
      all[n++] = KoalaBear.fromCanonical(value + d);
    }
    all[n++] = KoalaBear.ZERO;
    all[n++] = KoalaBear.fromCanonical(1 - value);
    all[n++] = KoalaBear.neg(cell);
    all[n++] = KoalaBear.ONE;
    for (int i = 0; i < randoms; i++) {
      all[n++] =
          KoalaBear.fromCanonical(
              random.nextBoolean() ? random.nextInt(1 << 16) : random.nextInt(KoalaBear.P));
    }
    return all;
  }
}
