package dev.merapi.vm.testing;

import dev.merapi.vm.executor.GuestInput;
import dev.merapi.vm.isa.Op;
import dev.merapi.vm.memory.MemoryImage;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.program.SymbolTable;
import dev.merapi.vm.program.Transpiler;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Seeded random programs that terminate and never fault: loops of straight-line code over all
 * operations, with edge operands, forward branches and jumps, word and sub-word memory accesses at
 * positive and negative offsets, hints and reveals. The same seed and options give the same program
 * everywhere.
 */
public final class RandomPrograms {
  /** Where the text begins. */
  public static final int TEXT = 0x00200800;

  /** The data area: {@value #DATA_BYTES} bytes from here on, partly non-zero at the start. */
  public static final int DATA = 0x00300000;

  /** Size of the data area. */
  public static final int DATA_BYTES = 4096;

  /** Every operation the generator knows. */
  public static final Set<Op> ALL = EnumSet.complementOf(EnumSet.of(Op.TERMINATE));

  private static final int BASE = 2; // middle of the data area
  private static final int COUNTER = 3; // of the loop
  private static final int SCRATCH = 4; // addresses, jump targets
  private static final int SCRATCH2 = 5;
  private static final int FIRST_FREE = 6;
  private static final int MAX_ROUNDS = 8;
  private static final int[] EDGES = {
    0,
    1,
    -1,
    2,
    -2,
    3,
    Integer.MIN_VALUE,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE + 1,
    0xffff,
    0x10000,
    0x8000,
    0x7fff,
    0xffff0000,
    0x80008000,
    0x7fff7fff,
    0x55555555,
    0xaaaaaaaa,
    31,
    32,
    33,
    255,
    256,
    0x80,
    0x7f,
    0xff00,
    0x01010101
  };

  /** A program with the input it needs and the seed it came from. */
  public record Generated(long seed, Program program, GuestInput input) {}

  private final Random random;
  private final List<Op> ops;
  private final Assembler asm = new Assembler();
  private final GuestInput.Builder input = GuestInput.builder();

  private RandomPrograms(long seed, Set<Op> ops) {
    this.random = new Random(seed);
    this.ops = new ArrayList<>(EnumSet.copyOf(ops));
    this.ops.remove(Op.TERMINATE);
  }

  /**
   * A program over all operations: about 12 loops of 40 steps with a few rounds each, some 3000
   * instructions executed.
   */
  public static Generated generate(long seed) {
    return generate(seed, 12, 40, ALL);
  }

  /**
   * A program of {@code loops} loops of {@code steps} random steps, each run one to eight times,
   * whose steps are drawn from {@code ops}; a few additions, constants, stores and reveals are
   * always there.
   */
  public static Generated generate(long seed, int loops, int steps, Set<Op> ops) {
    return new RandomPrograms(seed, ops).build(seed, loops, steps);
  }

  private Generated build(long seed, int loops, int steps) {
    asm.li(BASE, DATA + DATA_BYTES / 2);
    for (int r = FIRST_FREE; r < 32; r++) {
      asm.li(r, operand());
    }
    for (int l = 0; l < loops; l++) {
      asm.imm(Op.ADDI, COUNTER, 0, 1 + random.nextInt(MAX_ROUNDS));
      int start = asm.size();
      while (asm.size() - start < Math.min(steps, 900)) {
        step(ops.get(random.nextInt(ops.size())));
        if (random.nextInt(8) == 0) {
          asm.li(free(), operand());
        }
      }
      asm.imm(Op.ADDI, COUNTER, COUNTER, -1);
      asm.branch(Op.BNE, COUNTER, 0, 4 * (start - asm.size()));
    }
    epilogue();
    MemoryImage.Builder memory = MemoryImage.builder();
    int[] words = asm.words();
    for (int i = 0; i < words.length; i++) {
      memory.word(MemoryImage.MEMORY, TEXT + 4 * i, words[i]);
    }
    Random data = new Random(seed + 1);
    for (int i = 0; i < DATA_BYTES / 8; i++) {
      memory.word(MemoryImage.MEMORY, DATA + 4 * i, data.nextInt());
    }
    Program program = Transpiler.transpile(TEXT, words, TEXT, memory.build(), SymbolTable.empty());
    return new Generated(seed, program, input.build());
  }

  /** Folds all registers into one digest word and reveals it beside four registers. */
  private void epilogue() {
    asm.imm(Op.ADDI, SCRATCH, 0, 0);
    for (int r = FIRST_FREE; r < 32; r++) {
      asm.imm(Op.SLLI, SCRATCH2, SCRATCH, 5);
      asm.imm(Op.SRLI, SCRATCH, SCRATCH, 27);
      asm.reg(Op.OR, SCRATCH, SCRATCH, SCRATCH2);
      asm.reg(Op.XOR, SCRATCH, SCRATCH, r);
    }
    asm.reveal(SCRATCH, 0, 0);
    for (int i = 1; i < 5; i++) {
      asm.reveal(free(), 0, 4 * i);
    }
    asm.terminate(0);
  }

  private void step(Op op) {
    switch (op.form()) {
      case REG -> asm.reg(op, destination(), source(), source());
      case IMM -> asm.imm(op, destination(), source(), immediate());
      case CONST_JUMP -> {
        if (op == Op.JAL) {
          int skip = random.nextInt(4);
          asm.jal(destination(), 4 * (skip + 1));
          filler(skip);
        } else {
          asm.upper(op, destination(), random.nextInt(3) == 0 ? edge() << 12 : random.nextInt());
        }
      }
      case JALR -> jumpRegister();
      case BRANCH -> {
        int skip = random.nextInt(4);
        int a = source();
        asm.branch(op, a, random.nextInt(4) == 0 ? a : source(), 4 * (skip + 1));
        filler(skip);
      }
      case LOAD -> access(op, true);
      case STORE -> {
        if (op == Op.REVEAL) {
          int pointer = 4 * random.nextInt(8);
          int offset = random.nextInt(4000) - 2000;
          asm.imm(Op.ADDI, SCRATCH, 0, pointer - offset);
          asm.reveal(source(), SCRATCH, offset);
        } else {
          access(op, false);
        }
      }
      case HINT -> hint(op);
      default -> phantom();
    }
  }

  private void jumpRegister() {
    int skip = random.nextInt(3);
    int rd = destination();
    asm.upper(Op.AUIPC, SCRATCH, 0);
    boolean same = random.nextInt(4) == 0; // rd = rs1
    int delta = random.nextInt(1000) - 500;
    asm.imm(Op.ADDI, SCRATCH, SCRATCH, delta);
    int odd = random.nextInt(2); // JALR clears the lowest bit: target and target + 1 are the same
    asm.jalr(same ? SCRATCH : rd, SCRATCH, 4 * (3 + skip) - delta + odd);
    filler(skip);
  }

  private void access(Op op, boolean load) {
    int size =
        switch (op) {
          case LW, SW -> 4;
          case LH, LHU, SH -> 2;
          default -> 1;
        };
    int base = BASE;
    int offset = (random.nextInt(4096) - 2048) / size * size;
    if (random.nextInt(3) == 0) { // an address from data
      base = SCRATCH;
      asm.imm(Op.ANDI, SCRATCH, source(), 0x3fc);
      asm.reg(Op.ADD, SCRATCH, SCRATCH, BASE);
      offset = (random.nextInt(2048) - 1024) / size * size;
    } else if (random.nextInt(3) == 0) { // few cells, so that values come back
      offset = offset % 32;
    } else if (random.nextInt(3) == 0) { // the ends of the address space
      base = SCRATCH;
      offset = edgeAddress(size);
    }
    if (load) {
      asm.load(op, random.nextInt(8) == 0 ? SCRATCH : destination(), base, offset);
    } else {
      asm.store(op, source(), base, offset);
    }
  }

  /**
   * Sets the scratch register so that it and the returned offset make an address in the first or
   * the last bytes of memory: below zero plus a positive offset, or above the end and a negative
   * one.
   */
  private int edgeAddress(int size) {
    int offset = (64 + random.nextInt(1900)) / size * size;
    int within = random.nextInt(64 / size) * size;
    if (random.nextBoolean()) {
      asm.imm(Op.ADDI, SCRATCH, 0, within - offset);
      return offset;
    }
    asm.li(SCRATCH, (1 << MemoryImage.LOG_SPACE_BYTES) - 64 + within + offset);
    return -offset;
  }

  /**
   * A hint instruction; each round of its loop takes one vector, all of which make streams of seven
   * words.
   */
  private void hint(Op op) {
    for (int round = 0; round < MAX_ROUNDS; round++) {
      byte[] vector = new byte[24 - random.nextInt(4)];
      random.nextBytes(vector);
      input.bytes(vector);
    }
    asm.phantom(0, 0, 0);
    asm.imm(Op.ADDI, SCRATCH, BASE, 4 * (random.nextInt(500) - 250));
    if (op == Op.HINT_STOREW) {
      asm.hintStoreWord(SCRATCH);
    } else {
      asm.imm(Op.ADDI, SCRATCH2, 0, 1 + random.nextInt(7));
      asm.hintBuffer(SCRATCH, SCRATCH2);
    }
  }

  private void phantom() {
    if (random.nextBoolean()) {
      asm.fence();
    } else {
      asm.imm(Op.ADDI, SCRATCH, 0, random.nextInt(5));
      asm.phantom(1, BASE, SCRATCH);
    }
  }

  private void filler(int count) {
    for (int i = 0; i < count; i++) {
      asm.imm(Op.ADDI, destination(), source(), immediate());
    }
  }

  private int destination() {
    return random.nextInt(12) == 0 ? 0 : free();
  }

  private int free() {
    return FIRST_FREE + random.nextInt(32 - FIRST_FREE);
  }

  private int source() {
    return random.nextInt(16) == 0 ? random.nextInt(4) : free();
  }

  private int immediate() {
    int[] edges = {0, 1, -1, 2047, -2048, 31, 255, -256};
    return random.nextInt(3) == 0
        ? edges[random.nextInt(edges.length)]
        : random.nextInt(4096) - 2048;
  }

  private int edge() {
    return EDGES[random.nextInt(EDGES.length)];
  }

  private int operand() {
    return random.nextInt(3) == 0 ? random.nextInt() : edge();
  }
}
