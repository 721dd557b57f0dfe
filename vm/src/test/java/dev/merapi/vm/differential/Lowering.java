package dev.merapi.vm.differential;

import dev.merapi.vm.differential.Sketch.Access;
import dev.merapi.vm.differential.Sketch.Call;
import dev.merapi.vm.differential.Sketch.Constant;
import dev.merapi.vm.differential.Sketch.Loop;
import dev.merapi.vm.differential.Sketch.Node;
import dev.merapi.vm.differential.Sketch.Plain;
import dev.merapi.vm.differential.Sketch.Reveal;
import dev.merapi.vm.differential.Sketch.Skip;
import dev.merapi.vm.isa.Op;
import dev.merapi.vm.memory.MemoryImage;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.program.SymbolTable;
import dev.merapi.vm.program.Transpiler;
import dev.merapi.vm.testing.Assembler;
import dev.merapi.vm.testing.ElfBuilder;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Turns a {@link Sketch} into a guest or, word for word at the same addresses, into a Linux
 * program: a reveal becomes a store to {@link #PUBLIC}, and the end writes {@value #DUMP_BYTES}
 * bytes from {@link #DATA} on to standard output. Both end by storing x1 to x31 to {@link
 * #REGISTERS}.
 */
final class Lowering {
  private static final int TEXT = 0x00200800;

  /** Where nodes load and store. */
  static final int DATA = 0x00300000;

  private static final int DATA_BYTES = 4096;
  private static final int STACK_BYTES = 256;

  /** Register r, at 4r. */
  static final int REGISTERS = DATA + DATA_BYTES + STACK_BYTES;

  /** Public values of the Linux program; a guest leaves zeros. */
  static final int PUBLIC = REGISTERS + 128;

  static final int PUBLIC_BYTES = 32;

  /** Data, stack, registers, public values. */
  static final int DUMP_BYTES = PUBLIC + PUBLIC_BYTES - DATA;

  private static final int LINK = 1;
  private static final int STACK = 2;
  private static final int BASE = 3; // middle of the data
  private static final int SCRATCH = 4;
  private static final int COUNTERS = 5; // of loops, by depth
  private static final int MAX_DEPTH = 3;
  private static final int CHECK = 8;
  private static final int FACTOR = 9; // odd: the checksum forgets no difference
  private static final int CHECK_FACTOR = 0x9e3779b1;
  private static final int ECALL = 0x73;
  private static final int FRAME = 4 + 4 * MAX_DEPTH;

  private final boolean linux;
  private final Assembler asm = new Assembler();
  private final int[] functions;
  private int depth;

  private Lowering(Sketch sketch, boolean linux) {
    this.linux = linux;
    this.functions = new int[sketch.functions().size()];
  }

  /** The guest of a sketch. */
  static Program guest(Sketch sketch) {
    Lowering lowering = new Lowering(sketch, false);
    int entry = lowering.program(sketch);
    MemoryImage.Builder memory = MemoryImage.builder();
    int[] words = lowering.asm.words();
    for (int i = 0; i < words.length; i++) {
      memory.word(MemoryImage.MEMORY, TEXT + 4 * i, words[i]);
    }
    int[] data = data(sketch.dataSeed());
    for (int i = 0; i < data.length; i++) {
      memory.word(MemoryImage.MEMORY, DATA + 4 * i, data[i]);
    }
    return Transpiler.transpile(TEXT, words, entry, memory.build(), SymbolTable.empty());
  }

  /** The executable of a sketch for Linux. */
  static byte[] linux(Sketch sketch) {
    Lowering lowering = new Lowering(sketch, true);
    int entry = lowering.program(sketch);
    return new ElfBuilder(entry)
        .text(TEXT, lowering.asm.words())
        .data(DATA, data(sketch.dataSeed()))
        .build();
  }

  private static int[] data(long seed) {
    int[] words = new int[DUMP_BYTES / 4];
    SplittableRandom random = new SplittableRandom(seed);
    int[] edges = SketchGenerator.EDGES;
    for (int i = 0; seed != 0 && i < DATA_BYTES / 4; i++) {
      words[i] = random.nextBoolean() ? random.nextInt() : edges[random.nextInt(edges.length)];
    }
    return words;
  }

  private int program(Sketch sketch) {
    for (int f = 0; f < functions.length; f++) {
      functions[f] = asm.size();
      asm.imm(Op.ADDI, STACK, STACK, -FRAME).store(Op.SW, LINK, STACK, 0);
      for (int d = 0; d < MAX_DEPTH; d++) {
        asm.store(Op.SW, COUNTERS + d, STACK, 4 + 4 * d);
      }
      emit(sketch.functions().get(f));
      asm.load(Op.LW, LINK, STACK, 0);
      for (int d = 0; d < MAX_DEPTH; d++) {
        asm.load(Op.LW, COUNTERS + d, STACK, 4 + 4 * d);
      }
      asm.imm(Op.ADDI, STACK, STACK, FRAME).jalr(0, LINK, 0);
    }
    int entry = TEXT + 4 * asm.size();
    asm.li(STACK, REGISTERS).li(BASE, DATA + DATA_BYTES / 2).li(FACTOR, CHECK_FACTOR);
    emit(sketch.main());
    end(sketch.exitCode());
    return entry;
  }

  private void end(int exitCode) {
    asm.li(SCRATCH, REGISTERS);
    for (int r = 1; r < 32; r++) {
      asm.store(Op.SW, r, SCRATCH, 4 * r);
    }
    if (linux) {
      asm.imm(Op.ADDI, 17, 0, 64)
          .imm(Op.ADDI, 10, 0, 1)
          .li(11, DATA)
          .li(12, DUMP_BYTES)
          .word(ECALL);
      asm.imm(Op.ADDI, 17, 0, 93).imm(Op.ADDI, 10, 0, exitCode).word(ECALL);
    } else {
      asm.terminate(exitCode);
    }
  }

  private void emit(List<Node> nodes) {
    for (Node node : nodes) {
      switch (node) {
        case Plain(Op op, int rd, int rs1, int second) -> plain(op, rd, rs1, second);
        case Constant(int rd, int value) -> asm.li(rd, value);
        case Access access -> access(access);
        case Reveal(int register, int word) -> reveal(register, word);
        case Skip skip -> skip(skip);
        case Loop loop -> loop(loop);
        case Call(int function) -> asm.jal(LINK, 4 * (functions[function] - asm.size()));
      }
    }
  }

  private void plain(Op op, int rd, int rs1, int second) {
    switch (op.form()) {
      case REG -> asm.reg(op, rd, rs1, second);
      case IMM -> asm.imm(op, rd, rs1, second);
      case CONST_JUMP -> asm.upper(op, rd, second);
      default -> asm.fence();
    }
  }

  private void access(Access access) {
    int base = BASE;
    if (access.index() != 0) {
      asm.imm(Op.ANDI, SCRATCH, access.index(), 0x3fc).reg(Op.ADD, SCRATCH, SCRATCH, BASE);
      base = SCRATCH;
    }
    if (access.op().form() == Op.Form.LOAD) {
      asm.load(access.op(), access.data(), base, access.offset());
    } else {
      asm.store(access.op(), access.data(), base, access.offset());
    }
  }

  private void reveal(int register, int word) {
    asm.li(SCRATCH, linux ? PUBLIC : 0);
    if (linux) {
      asm.store(Op.SW, register, SCRATCH, 4 * word);
    } else {
      asm.reveal(register, SCRATCH, 4 * word);
    }
    asm.imm(Op.ADDI, SCRATCH, 0, 0);
  }

  private void skip(Skip skip) {
    if (skip.op() == Op.JALR) {
      asm.upper(Op.AUIPC, SCRATCH, 0);
    }
    int jump = asm.size();
    asm.word(0);
    emit(skip.body());
    int offset = 4 * (asm.size() - jump);
    patch(
        jump,
        word -> {
          switch (skip.op()) {
            case JAL -> word.jal(skip.first(), offset);
            // From the AUIPC before it; JALR clears the lowest bit.
            case JALR -> word.jalr(skip.first(), SCRATCH, offset + 4 + (skip.second() & 1));
            default -> word.branch(skip.op(), skip.first(), skip.second(), offset);
          }
        },
        offset);
  }

  private void patch(int at, Consumer<Assembler> instruction, int offset) {
    if (offset >= 2000) {
      throw new IllegalArgumentException("a skip over " + offset + " bytes");
    }
    Assembler one = new Assembler();
    instruction.accept(one);
    asm.patch(at, one.words()[0]);
  }

  private void loop(Loop loop) {
    int counter = COUNTERS + depth++;
    asm.imm(Op.ADDI, counter, 0, loop.rounds());
    int start = asm.size();
    emit(loop.body());
    for (int r = Sketch.FREE; r < 32; r++) {
      asm.reg(Op.XOR, CHECK, CHECK, r).reg(Op.MUL, CHECK, CHECK, FACTOR);
    }
    asm.imm(Op.ADDI, counter, counter, -1);
    int offset = 4 * (start - asm.size());
    if (offset < -4096) {
      throw new IllegalArgumentException("a loop over " + -offset + " bytes");
    }
    boolean less = loop.op() != Op.BNE;
    asm.branch(loop.op(), less ? 0 : counter, less ? counter : 0, offset);
    depth--;
  }
}
