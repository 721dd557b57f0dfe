package dev.merapi.vm.soundness;

import dev.merapi.stark.field.KoalaBear;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** The changes tried on a table: which rows, and what is done to their cells. */
final class Mutations {
  private static final long SEED = 20261123;

  /** How much is tried. */
  enum Effort {
    /** A few rows, the nearest values, some pairs: for every build. */
    SAMPLED(3, 60, 20),
    /** Rows of every kind, all pairs. */
    FULL(14, 0, 600);

    private final int kinds;
    private final int pairs;
    private final int triples;

    Effort(int kinds, int pairs, int triples) {
      this.kinds = kinds;
      this.pairs = pairs;
      this.triples = triples;
    }
  }

  /** Hears of each change. */
  interface Visitor {
    /** A change of the cells of one column in one row, or in two that swap them. */
    void single(int column, Change change);

    /** A change of several columns of one row. */
    void combined(Change change);
  }

  private static final int[] DELTAS = {
    1, -1, 1 << 16, -(1 << 16), 1 << 8, -(1 << 8), 2, -2, 3, 4, -4, 1 << 7, 1 << 15, -(1 << 15)
  };
  private static final int NEAR = 3;
  private static final int[][] CARRIES = {
    {1 << 16, -1}, {-(1 << 16), 1}, {1 << 8, -1}, {-(1 << 8), 1}, {1, 1}, {1, -1}, {-4, 1}, {4, -1}
  };
  private static final int WIDE = 100;
  private static final int PAIRS_OF_WIDE = 1500;

  private final Subject subject;
  private final Effort effort;
  private final Random random = new Random(SEED);

  /** Changes of {@code subject}. */
  Mutations(Subject subject, Effort effort) {
    this.subject = subject;
    this.effort = effort;
  }

  /**
   * Rows to change: the first, the middle and the last in use, the first and the last of padding,
   * and rows that differ in which of their cells are 0, 1 or neither: flags, carries, signs.
   */
  static List<Integer> representatives(Subject subject, int kinds) {
    int used = subject.used();
    Set<Integer> rows = new LinkedHashSet<>(List.of(0, used - 1));
    if (used < subject.height()) {
      rows.add(used);
    }
    rows.add(used / 2);
    rows.add(subject.height() - 1);
    Set<List<Integer>> seen = new LinkedHashSet<>();
    int step = used % 7 == 0 ? 5 : 7;
    for (int k = 0, row = 0; k < used && seen.size() < kinds; k++, row = (row + step) % used) {
      if (seen.add(kind(subject, row))) {
        rows.add(row);
      }
    }
    return new ArrayList<>(rows);
  }

  private static List<Integer> kind(Subject subject, int row) {
    List<Integer> kind = new ArrayList<>();
    for (int c = 0; c < subject.air().mainWidth(); c++) {
      int cell = subject.get(row, c);
      kind.add(cell == 0 ? 0 : cell == KoalaBear.ONE ? 1 : 2);
    }
    return kind;
  }

  /** Tries all changes. */
  void forEach(Visitor visitor) {
    for (int row : representatives(subject, effort.kinds)) {
      singles(row, visitor);
      pairs(row, visitor);
      triples(row, visitor);
    }
  }

  private void singles(int row, Visitor visitor) {
    int other = (row + 1 + subject.used() / 2) % subject.used();
    for (int c = 0; c < subject.air().mainWidth(); c++) {
      for (int value : values(row, c, other)) {
        Change change = changed(row, new int[] {c}, new int[] {value});
        if (!change.cells().isEmpty()) {
          visitor.single(c, change);
        }
      }
      if (other != row && subject.get(other, c) != subject.get(row, c)) {
        Change swapped = new Change().set(row, c, subject.get(other, c));
        visitor.single(c, swapped.set(other, c, subject.get(row, c)));
      }
    }
  }

  private void pairs(int row, Visitor visitor) {
    int width = subject.air().mainWidth();
    boolean some = effort == Effort.SAMPLED || width > WIDE;
    int count = effort == Effort.SAMPLED ? effort.pairs : PAIRS_OF_WIDE;
    for (int k = 0; some && k < count; k++) {
      pair(
          row,
          random.nextInt(width),
          random.nextInt(width),
          random.nextInt(CARRIES.length),
          visitor);
    }
    for (int i = 0; !some && i < width; i++) {
      for (int j = 0; j < width; j++) {
        for (int k = 0; k < CARRIES.length; k++) {
          pair(row, i, j, k, visitor);
        }
      }
    }
  }

  private void pair(int row, int i, int j, int carry, Visitor visitor) {
    if (i != j) {
      int[] values = {plus(row, i, CARRIES[carry][0]), plus(row, j, CARRIES[carry][1])};
      visitor.combined(changed(row, new int[] {i, j}, values));
    }
  }

  /** A value with two limbs, or any three columns. */
  private void triples(int row, Visitor visitor) {
    int width = subject.air().mainWidth();
    for (int k = 0; width > 2 && k < effort.triples; k++) {
      int[] columns = random.ints(0, width).distinct().limit(3).toArray();
      int[] values = new int[3];
      for (int i = 0; i < 3; i++) {
        int[] candidates = values(row, columns[i], random.nextInt(subject.used()));
        values[i] = candidates[random.nextInt(candidates.length)];
      }
      if (k % 4 == 0) {
        int[] carry = CARRIES[random.nextInt(4)];
        values[0] = plus(row, columns[0], carry[0]);
        values[1] = plus(row, columns[1], carry[1]);
        values[2] = plus(row, columns[2], carry[0]);
      }
      Change change = changed(row, columns, values);
      if (!change.cells().isEmpty()) {
        visitor.combined(change);
      }
    }
  }

  private Change changed(int row, int[] columns, int[] values) {
    Change change = new Change();
    for (int i = 0; i < columns.length; i++) {
      if (subject.get(row, columns[i]) != values[i]) {
        change.set(row, columns[i], values[i]);
      }
    }
    return change;
  }

  private int[] values(int row, int column, int other) {
    int cell = subject.get(row, column);
    boolean sampled = effort == Effort.SAMPLED;
    int deltas = sampled ? NEAR : DELTAS.length;
    int[] all = new int[deltas + (sampled ? 2 : 7)];
    for (int i = 0; i < deltas; i++) {
      all[i] = plus(row, column, DELTAS[i]);
    }
    all[deltas] = KoalaBear.sub(KoalaBear.ONE, cell);
    all[deltas + 1] = subject.get(other, column);
    if (!sampled) {
      all[deltas + 2] = 0;
      all[deltas + 3] = KoalaBear.ONE;
      all[deltas + 4] = KoalaBear.neg(cell);
      all[deltas + 5] = KoalaBear.fromCanonical(random.nextInt(KoalaBear.P));
      all[deltas + 6] = KoalaBear.fromCanonical(random.nextInt(1 << 16));
    }
    return Arrays.stream(all).distinct().toArray();
  }

  private int plus(int row, int column, int delta) {
    return KoalaBear.add(subject.get(row, column), KoalaBear.fromCanonical(delta));
  }
}
