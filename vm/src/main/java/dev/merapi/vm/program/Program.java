package dev.merapi.vm.program;

import dev.merapi.stark.field.KoalaBear;
import dev.merapi.vm.isa.Op;
import dev.merapi.vm.isa.ShiftImmediate;
import dev.merapi.vm.memory.MemoryImage;

/**
 * A transpiled program: one row for each word of text from {@link #pcBase()} on, the entry point,
 * and the memory it starts with.
 *
 * <p>Row i belongs to pc {@code pcBase + 4i}: an operation id (0 = a word that is no instruction,
 * which has no row in the committed table) and six operands, canonical field elements, laid out by
 * {@link Op.Form}. Register x0 as a destination appears as the scratch register {@value
 * #SCRATCH_REGISTER}; a jump target outside the address space appears as {@value #NO_TARGET}, which
 * is never the pc of a row. Immutable and thread-safe.
 */
public final class Program {
  /** The register that takes results meant for x0. */
  public static final int SCRATCH_REGISTER = 32;

  /** Operand of a jump that leaves the address space: odd, so that no row has this pc. */
  public static final int NO_TARGET = 1;

  /** Operands a row. */
  public static final int OPERANDS = 6;

  private final int pcBase;
  private final int entryPc;
  private final int[] words;
  private final byte[] ops;
  private final int[] operands;
  private final MemoryImage initialMemory;
  private final SymbolTable symbols;

  Program(
      int pcBase,
      int entryPc,
      int[] words,
      byte[] ops,
      int[] operands,
      MemoryImage initialMemory,
      SymbolTable symbols) {
    this.pcBase = pcBase;
    this.entryPc = entryPc;
    this.words = words;
    this.ops = ops;
    this.operands = operands;
    this.initialMemory = initialMemory;
    this.symbols = symbols;
  }

  /** The pc of row 0, a multiple of 4. */
  public int pcBase() {
    return pcBase;
  }

  /** Number of rows, at least 1. */
  public int size() {
    return words.length;
  }

  /** The pc at which execution starts. */
  public int entryPc() {
    return entryPc;
  }

  /** The pc of row {@code i}. */
  public int pc(int i) {
    return pcBase + 4 * i;
  }

  /** The instruction word of row {@code i} as it stands in the executable. */
  public int word(int i) {
    return words[i];
  }

  /** Operation id of row {@code i}; 0 if its word is no instruction. */
  public int op(int i) {
    return ops[i];
  }

  /** Operand {@code k} (0 = a … 5 = f) of row {@code i}. */
  public int operand(int i, int k) {
    return operands[i * OPERANDS + k];
  }

  /** Operand a of row {@code i}. */
  public int a(int i) {
    return operands[i * OPERANDS];
  }

  /** Operand b of row {@code i}. */
  public int b(int i) {
    return operands[i * OPERANDS + 1];
  }

  /** Operand c of row {@code i}. */
  public int c(int i) {
    return operands[i * OPERANDS + 2];
  }

  /** Operand d of row {@code i}. */
  public int d(int i) {
    return operands[i * OPERANDS + 3];
  }

  /** Operand e of row {@code i}. */
  public int e(int i) {
    return operands[i * OPERANDS + 4];
  }

  /** Operand f of row {@code i}. */
  public int f(int i) {
    return operands[i * OPERANDS + 5];
  }

  /**
   * The immediate of a row, sign-extended; for shifts the amount. Only rows of the forms IMM, JALR,
   * LOAD and STORE have one.
   */
  public int immediate(int i) {
    Op op = Op.ofId(op(i));
    return switch (op) {
      case XORI, ORI, ANDI, SLTI, SLTIU, SRAI -> c(i) | d(i) << 16;
      case SLLI, SRLI -> ShiftImmediate.amount(op == Op.SLLI, c(i), d(i));
      default -> c(i) > KoalaBear.P / 2 ? c(i) - KoalaBear.P : c(i);
    };
  }

  /** All spaces as they are before the first instruction. */
  public MemoryImage initialMemory() {
    return initialMemory;
  }

  /** Names of places in the text; empty if the executable was stripped. */
  public SymbolTable symbols() {
    return symbols;
  }
}
