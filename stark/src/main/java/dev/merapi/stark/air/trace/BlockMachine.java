package dev.merapi.stark.air.trace;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.kernel.BlockKernel;
import dev.merapi.stark.kernel.ConstraintKernel;
import dev.merapi.stark.kernel.Kernels;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs a {@link BlockProgram} on blocks of rows: every register is a slice of one array, and every
 * instruction one kernel call on the whole block. One machine belongs to one thread at a time, and
 * has registers from {@link #begin} to {@link #end} only.
 */
final class BlockMachine {
  /** Index of register 0: a large array starts on a 64-byte border behind a 16-byte header. */
  private static final int START = 12;

  private static final int[] NONE = new int[0];

  private final BlockProgram program;
  private final BlockInputs in;
  private final @Nullable ColumnMatrix out;
  private final BlockKernel blocks;
  private final ConstraintKernel kernel;
  private final int rows;
  private int[] registers = NONE;
  private final int[][] slotData;
  private final int[] slotAt;
  private final int[][] wrapped;
  private final int[][][] dotData;
  private final int[][] dotAt;

  /** A machine for blocks of up to {@code rows} rows, writing to {@code out}. */
  BlockMachine(
      BlockProgram program, BlockInputs in, @Nullable ColumnMatrix out, int rows, Kernels kernels) {
    this.program = program;
    this.in = in;
    this.out = out;
    this.blocks = kernels.blocks();
    this.kernel = kernels.constraints();
    this.rows = Math.max(rows, ConstraintKernel.PADDING);
    int slots = program.slots().size();
    this.slotData = new int[slots][];
    this.slotAt = new int[slots];
    this.wrapped = new int[slots][];
    int length = program.code().length;
    this.dotData = new int[length][][];
    this.dotAt = new int[length][];
    for (int at = 0; at < length; at++) {
      Instruction i = program.code()[at];
      dotData[at] = new int[i.src.length][];
      dotAt[at] = new int[i.src.length];
    }
  }

  /** Takes registers and fills those that hold constants. */
  void begin() {
    registers = RegisterStore.take(START + program.registers() * rows + ConstraintKernel.PADDING);
    for (Instruction i : program.code()) {
      if (i.op == Instruction.Op.FILL) {
        int from = register(i.dst);
        Arrays.fill(registers, from, from + rows, i.constant);
      }
    }
  }

  /** Gives the registers back; results in them are no longer there. */
  void end() {
    RegisterStore.give(registers);
    registers = NONE;
  }

  /**
   * Runs the program on {@code n} rows.
   *
   * @param coset first row of the coset the block lies in
   * @param row first row, within the coset
   * @param height rows of the coset; the row after the last is the coset's first
   * @param selectorRow the block's first row in the selectors
   * @param outRow the block's first row in the output
   * @param n rows, at most those of the machine
   */
  void run(int coset, int row, int height, int selectorRow, int outRow, int n) {
    bind(coset, row, height, selectorRow, n);
    Instruction[] code = program.code();
    for (int at = 0; at < code.length; at++) {
      step(code[at], at, outRow, n);
    }
  }

  /** The array of an operand. */
  int[] data(int operand) {
    return operand >= 0 ? registers : slotData[~operand];
  }

  /** Where an operand's block starts in its array. */
  int at(int operand) {
    return operand >= 0 ? register(operand) : slotAt[~operand];
  }

  /** Distance between the coordinates of a wide operand. */
  int stride(int operand) {
    return operand >= 0 ? rows : slotAt[~operand + 1] - slotAt[~operand];
  }

  private int register(int index) {
    return START + index * rows;
  }

  private void bind(int coset, int row, int height, int selectorRow, int n) {
    List<Slot> slots = program.slots();
    for (int s = 0; s < slotAt.length; s++) {
      Slot slot = slots.get(s);
      ColumnMatrix m = in.matrix(slot.matrix());
      int column = m.offset(slot.column());
      slotData[s] = m.data();
      if (slot.matrix() == Slot.Matrix.SELECTORS) {
        slotAt[s] = column + selectorRow;
      } else if (!slot.next()) {
        slotAt[s] = column + coset + row;
      } else if (row + n < height) {
        slotAt[s] = column + coset + row + 1;
      } else {
        int[] copy = wrapped[s] == null ? new int[rows + ConstraintKernel.PADDING] : wrapped[s];
        wrapped[s] = copy;
        System.arraycopy(m.data(), column + coset + row + 1, copy, 0, n - 1);
        copy[n - 1] = m.data()[column + coset];
        slotData[s] = copy;
        slotAt[s] = 0;
      }
    }
  }

  private void step(Instruction i, int at, int outRow, int n) {
    int[] s = i.src;
    int[] r = registers;
    int d = i.dst < 0 ? 0 : register(i.dst);
    switch (i.op) {
      case FILL -> {}
      case ADD -> blocks.add(data(s[0]), at(s[0]), data(s[1]), at(s[1]), r, d, n);
      case SUB -> blocks.sub(data(s[0]), at(s[0]), data(s[1]), at(s[1]), r, d, n);
      case MUL -> blocks.mul(data(s[0]), at(s[0]), data(s[1]), at(s[1]), r, d, n);
      case ADD_PRODUCT -> blocks.addProduct(data(s[0]), at(s[0]), data(s[1]), at(s[1]), r, d, n);
      case SCALE -> blocks.scale(data(s[0]), at(s[0]), i.constant, r, d, n);
      case ADD_CONSTANT -> blocks.addConstant(data(s[0]), at(s[0]), i.constant, r, d, n);
      case SUBTRACT_FROM -> kernel.subtractFrom(i.constant, data(s[0]), at(s[0]), r, d, n);
      case DOT -> {
        int[][] sources = dotData[at];
        int[] offsets = dotAt[at];
        for (int j = 0; j < s.length; j++) {
          sources[j] = data(s[j]);
          offsets[j] = at(s[j]);
        }
        kernel.dot(sources, offsets, s.length, i.factors, i.initial, r, d, rows, n);
      }
      case STORE, STORE_SUM -> store(i, outRow, n);
      case INVERT -> kernel.invert(r, at(s[0]), rows, r, d, rows, n);
      default -> product(i, d, n);
    }
  }

  private void product(Instruction i, int d, int n) {
    int[] s = i.src;
    int[] r = registers;
    int[] a = data(s[0]);
    int ao = at(s[0]);
    int as = stride(s[0]);
    switch (i.op) {
      case MUL_EXT -> kernel.mulExt(a, ao, as, data(s[1]), at(s[1]), stride(s[1]), r, d, rows, n);
      case COMBINE ->
          kernel.combine(
              r, ao, data(s[1]), at(s[1]), at(s[2]), data(s[3]), at(s[3]), rows, r, d, rows, n);
      default -> throw new IllegalStateException("not a product: " + i.op);
    }
  }

  private void store(Instruction i, int outRow, int n) {
    ColumnMatrix matrix = out;
    if (matrix == null) {
      throw new IllegalStateException("no output");
    }
    int[] to = matrix.data();
    for (int q = 0; q < 4; q++) {
      int part = BlockAssembler.part(i.src[0], q);
      int o = matrix.offset(i.constant + q) + outRow;
      if (i.op == Instruction.Op.STORE) {
        System.arraycopy(data(part), at(part), to, o, n);
      } else {
        blocks.add(to, o, data(part), at(part), to, o, n);
      }
    }
  }
}
