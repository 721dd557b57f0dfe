package dev.merapi.stark.air.trace;

import dev.merapi.stark.air.trace.Instruction.Op;
import dev.merapi.stark.field.Ext;
import dev.merapi.stark.field.KoalaBear;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects instructions over an unlimited supply of values, each assigned once. */
final class BlockAssembler {
  private final List<Instruction> code = new ArrayList<>();
  private final List<Integer> leaders = new ArrayList<>();
  private final Map<Slot, Integer> slots = new HashMap<>();
  private final List<Slot> slotList = new ArrayList<>();
  private final Map<Integer, Integer> constants = new HashMap<>();
  private final List<Integer> kept = new ArrayList<>();

  /** The operand of a column. */
  int slot(Slot.Matrix matrix, int column, boolean next) {
    Slot slot = new Slot(matrix, column, next);
    Integer known = slots.get(slot);
    if (known == null) {
      known = slotList.size();
      slots.put(slot, known);
      slotList.add(slot);
    }
    return ~known;
  }

  /** The operand of extension column {@code column} of the auxiliary matrix. */
  int auxSlot(int column, boolean next) {
    int first = slot(Slot.Matrix.AUX, 4 * column, next);
    for (int q = 1; q < 4; q++) {
      int operand = slot(Slot.Matrix.AUX, 4 * column + q, next);
      if (operand != part(first, q)) {
        throw new IllegalStateException("slots of an extension column are apart");
      }
    }
    return first;
  }

  /** Coordinate q of a wide operand. */
  static int part(int wide, int q) {
    return wide >= 0 ? wide + q : ~(~wide + q);
  }

  /** A register holding a constant (Montgomery) in every row. */
  int constant(int value) {
    return constants.computeIfAbsent(
        value,
        v -> {
          int dst = fresh(1);
          code.add(new Instruction(Op.FILL, dst, v));
          kept.add(dst);
          return dst;
        });
  }

  /** A base operation. */
  int base(Op op, int... src) {
    return emit(op, 0, src);
  }

  /** A base operation with a constant (Montgomery). */
  int base(Op op, int constant, int a) {
    return emit(op, constant, a);
  }

  /** A base operation on each coordinate; base operands count for all coordinates. */
  int each(Op op, int a, boolean wideA, int b, boolean wideB) {
    int dst = fresh(4);
    for (int q = 0; q < 4; q++) {
      int x = wideA ? part(a, q) : a;
      int y = wideB ? part(b, q) : b;
      code.add(new Instruction(op, dst + q, 0, x, y));
    }
    return dst;
  }

  /** The extension product. */
  int product(int a, int b) {
    return emit(Op.MUL_EXT, 0, a, b);
  }

  /** a += b, or -= b, in place, for a base operand b; a must not have been read before. */
  void addBase(int a, int b, boolean negate) {
    code.add(new Instruction(negate ? Op.SUB : Op.ADD, a, 0, a, b));
  }

  /** a += m · b in place, for a base operand m; a must not have been read before. */
  void addScaled(int a, int m, int b) {
    for (int q = 0; q < 4; q++) {
      code.add(new Instruction(Op.ADD_PRODUCT, a + q, 0, m, part(b, q)));
    }
  }

  /** constant - a, each coordinate. */
  int subtractFrom(Ext constant, int a) {
    int dst = fresh(4);
    for (int q = 0; q < 4; q++) {
      code.add(new Instruction(Op.SUBTRACT_FROM, dst + q, constant.coordinate(q), part(a, q)));
    }
    return dst;
  }

  /** a read as an extension element. */
  int lift(int a) {
    int dst = fresh(4);
    for (int q = 0; q < 4; q++) {
      int factor = q == 0 ? KoalaBear.ONE : 0;
      code.add(new Instruction(Op.SCALE, dst + q, factor, a));
    }
    return dst;
  }

  /** An instruction with a result. */
  int emit(Op op, int constant, int... src) {
    int dst = fresh(op.wide() ? 4 : 1);
    code.add(new Instruction(op, dst, constant, src));
    return dst;
  }

  /** A dot product with constant extension factors. */
  int dot(Linear sum) {
    int dst = fresh(4);
    int count = sum.sources().size();
    int even = count + (count & 1);
    int[] src = new int[even];
    long[] factors = new long[4 * even];
    int j = 0;
    for (Map.Entry<Integer, Ext> term : sum.sources().entrySet()) {
      src[j] = term.getKey();
      for (int q = 0; q < 4; q++) {
        factors[4 * j + q] = term.getValue().coordinate(q);
      }
      j++;
    }
    if (even > count) {
      src[count] = src[0];
    }
    long[] initial = new long[4];
    for (int q = 0; q < 4; q++) {
      initial[q] = (long) sum.constant().coordinate(q) * KoalaBear.ONE;
    }
    code.add(new Instruction(Op.DOT, dst, src, 0, factors, initial));
    return dst;
  }

  /**
   * Writes, or adds, a wide operand to columns {@code column} … {@code column + 3} of the output.
   */
  void store(Op op, int column, int a) {
    code.add(new Instruction(op, -1, column, a));
  }

  /** Keeps a value's registers to the end of the block. */
  void keep(int value) {
    kept.add(value);
  }

  BlockProgram assemble(int... results) {
    for (int r : results) {
      keep(r);
    }
    return new RegisterAllocation(code, leaders, kept).program(slotList, results);
  }

  private int fresh(int count) {
    int first = leaders.size();
    for (int i = 0; i < count; i++) {
      leaders.add(first);
    }
    return first;
  }
}
