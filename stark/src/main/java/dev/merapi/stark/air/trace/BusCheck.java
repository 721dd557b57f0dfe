package dev.merapi.stark.air.trace;

import dev.merapi.stark.air.Bus;
import dev.merapi.stark.air.BusSet;
import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.air.Direction;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.KoalaBear;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Balances every bus as a multiset of messages; what does not balance is traced back to AIRs and
 * rows.
 */
final class BusCheck {
  private static final int REPORTS = 10;
  private static final int ROWS = 4;

  /** A message as a map key. */
  private record Message(List<Integer> fields) {
    Message(int[] fields) {
      this(Arrays.stream(fields).boxed().toList());
    }
  }

  /** Which side of a message an AIR is on, with its first rows. */
  private static final class Origin {
    final List<Integer> rows = new ArrayList<>();
    long count;

    @Override
    public String toString() {
      return count + " times, rows " + rows + (count > rows.size() ? " …" : "");
    }
  }

  private final List<CompiledAir> airs;
  private final List<ColumnMatrix> main;
  private final List<? extends @Nullable ColumnMatrix> committed;
  private final int[] publicValues;

  BusCheck(
      List<CompiledAir> airs,
      List<ColumnMatrix> main,
      List<? extends @Nullable ColumnMatrix> committed,
      int[] publicValues) {
    this.airs = airs;
    this.main = main;
    this.committed = committed;
    this.publicValues = publicValues;
  }

  List<Violation> run() {
    List<Violation> violations = new ArrayList<>();
    for (Bus bus : BusSet.of(airs).buses()) {
      violations.addAll(check(bus));
    }
    return violations;
  }

  private List<Violation> check(Bus bus) {
    MessageBalance balance = new MessageBalance();
    read(
        bus,
        (air, direction, row, multiplicity, message) ->
            balance.add(
                message, direction.sign() > 0 ? multiplicity : KoalaBear.neg(multiplicity)));
    long unbalanced = balance.unbalanced();
    if (unbalanced == 0) {
      return List.of();
    }
    Map<Message, Map<String, Origin>> origins = new LinkedHashMap<>();
    Map<Message, Violation> first = new HashMap<>();
    Map<Message, Integer> values = new HashMap<>();
    read(
        bus,
        (air, direction, row, multiplicity, message) -> {
          int value = balance.of(message);
          if (value == 0) {
            return;
          }
          Message key = new Message(message);
          if (origins.size() < REPORTS || origins.containsKey(key)) {
            values.put(key, value);
            String side = airs.get(air).name() + " " + direction;
            Origin o =
                origins
                    .computeIfAbsent(key, k -> new LinkedHashMap<>())
                    .computeIfAbsent(side, k -> new Origin());
            o.count = Math.min(o.count + multiplicity, Long.MAX_VALUE / 2);
            if (o.rows.size() < ROWS) {
              o.rows.add(row);
            }
            first.putIfAbsent(key, new Violation(airs.get(air).name(), "", row, ""));
          }
        });
    List<Violation> violations = new ArrayList<>();
    origins.forEach((key, sides) -> {
      Violation at = first.getOrDefault(key, new Violation("", "", 0, ""));
      int value = values.getOrDefault(key, 0);
      String sum = value < KoalaBear.P / 2 ? "+" + value : String.valueOf(value - KoalaBear.P);
      violations.add(
          new Violation(
              at.air(),
              "bus " + bus.name(),
              at.row(),
              "message "
                  + key.fields
                  + " has balance "
                  + sum
                  + " of "
                  + unbalanced
                  + " unbalanced messages: "
                  + sides));
    });
    return violations;
  }

  private interface Reader {
    void read(int air, Direction direction, int row, int multiplicity, int[] message);
  }

  private void read(Bus bus, Reader reader) {
    for (int i = 0; i < airs.size(); i++) {
      int air = i;
      for (Direction d : Direction.values()) {
        BusReader.forEach(
            airs.get(i),
            main.get(i),
            committed.get(i),
            publicValues,
            bus,
            d,
            (row, multiplicity, message) -> reader.read(air, d, row, multiplicity, message));
      }
    }
  }
}
