package dev.merapi.vm.chip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.stark.field.KoalaBear;
import dev.merapi.vm.executor.GuestInput;
import dev.merapi.vm.isa.Op;
import dev.merapi.vm.memory.MemoryImage;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.program.SymbolTable;
import dev.merapi.vm.program.Transpiler;
import dev.merapi.vm.testing.AirRows;
import dev.merapi.vm.testing.Assembler;
import dev.merapi.vm.testing.ChipBench;
import dev.merapi.vm.testing.MutationHarness;
import dev.merapi.vm.testing.MutationHarness.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A row of one instruction, honest at first, then changed cell by cell. */
final class Forgery {
  static final int TEXT = 0x00200800;
  static final int DATA = 0x00300000;

  /** The registers that hold the operands, and the one that takes the result. */
  static final int A = 10;

  static final int B = 11;
  static final int RD = 12;

  private final AirRows rows;
  private final MutationHarness harness;
  private final int[] honest;
  private final int[] cells;

  private Forgery(AirRows rows, MutationHarness harness, int[] honest) {
    this.rows = rows;
    this.harness = harness;
    this.honest = honest;
    this.cells = honest.clone();
  }

  /** The row of {@code instruction} with a and b in registers {@link #A} and {@link #B}. */
  static Forgery of(ChipTrace chip, int a, int b, Consumer<Assembler> instruction) {
    Assembler asm = new Assembler().li(A, a).li(B, b);
    int at = TEXT + 4 * asm.size();
    instruction.accept(asm);
    asm.imm(Op.ADDI, 0, 0, 0).imm(Op.ADDI, 0, 0, 0).terminate(0);
    MemoryImage.Builder memory = MemoryImage.builder();
    for (int i = 0; i < 8; i++) {
      memory.word(MemoryImage.MEMORY, DATA + 4 * i, 0x8182f3f4 + 0x01010101 * i);
    }
    Program program =
        Transpiler.transpile(TEXT, asm.words(), TEXT, memory.build(), SymbolTable.empty());
    ChipBench bench = new ChipBench(List.of(chip), program, GuestInput.builder().build());
    AirRows rows = bench.rows(0);
    Forgery forgery = new Forgery(rows, new MutationHarness(rows, program), bench.rowAt(0, at));
    assertThat(forgery.objections()).isEmpty();
    return forgery;
  }

  /** The row of a register operation. */
  static Forgery of(ChipTrace chip, Op op, int a, int b) {
    return of(chip, a, b, asm -> asm.reg(op, RD, A, B));
  }

  /** The row of an immediate operation. */
  static Forgery ofImmediate(ChipTrace chip, Op op, int a, int imm) {
    return of(chip, a, 0, asm -> asm.imm(op, RD, A, imm));
  }

  /** A cell, canonical. */
  int get(String column) {
    return KoalaBear.toCanonical(cells[rows.column(column)]);
  }

  /** Changes a cell. */
  Forgery set(String column, long value) {
    cells[rows.column(column)] = KoalaBear.fromCanonical(value);
    return this;
  }

  /** Adds to a cell. */
  Forgery add(String column, long value) {
    return set(column, get(column) + value);
  }

  /** Changes a word of two limbs. */
  Forgery word(String word, int value) {
    return set(word + ".lo", value & 0xffff).set(word + ".hi", value >>> 16);
  }

  /** Changes a word of four bytes. */
  Forgery bytes(String word, int value) {
    for (int i = 0; i < 4; i++) {
      set(word + "[" + i + "]", value >>> 8 * i & 0xff);
    }
    return this;
  }

  /** Takes all cells from another row but the named ones. */
  Forgery takeAllBut(Forgery other, Map<String, Integer> kept) {
    System.arraycopy(other.cells, 0, cells, 0, cells.length);
    kept.forEach(this::set);
    return this;
  }

  /** Takes the named cells from another row. */
  Forgery take(Forgery other, String... columns) {
    for (String column : columns) {
      set(column, other.get(column));
    }
    return this;
  }

  /** What objects to the row whatever it receives. */
  List<String> objections() {
    return harness.objections(cells);
  }

  /** Whether the row stands whatever it receives. */
  boolean stands() {
    return objections().isEmpty();
  }

  /** The row stands in no surroundings; just these constraints and buses object. */
  void isObjectedToBy(String... constraintsAndBuses) {
    assertThat(objections()).isNotEmpty();
    for (String expected : constraintsAndBuses) {
      assertThat(objections()).anyMatch(o -> o.startsWith(expected));
    }
    assertThat(objections())
        .allMatch(o -> Arrays.stream(constraintsAndBuses).anyMatch(o::startsWith));
  }

  /** The row stands, but receives something else than there is. */
  void isStale() {
    assertThat(objections()).isEmpty();
    assertThat(harness.judge(honest, cells)).isEqualTo(Verdict.REJECTED);
  }
}
