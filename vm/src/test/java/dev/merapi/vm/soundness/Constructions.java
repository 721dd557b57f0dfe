package dev.merapi.vm.soundness;

import dev.merapi.stark.field.KoalaBear;
import dev.merapi.vm.isa.Op;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.soundness.Judge.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Forgeries that a search does not stumble upon: written down, from what the field allows that
 * integers do not. 2^16·32512 = -1 mod p, so a flag of 32512 is a limb of one less.
 */
final class Constructions {
  static final int WRAP = 32512;

  /** A change and where it would do. */
  record Constructed(World world, Change change) {}

  private final Subject subject;
  private final Program program;
  private final List<Constructed> all = new ArrayList<>();
  private Change change = new Change();

  private Constructions(Subject subject) {
    this.subject = subject;
    this.program = subject.surroundings().program();
  }

  /** All constructions for a table. */
  static List<Constructed> of(Subject subject) {
    Constructions c = new Constructions(subject);
    switch (subject.air().name()) {
      case "add_sub" -> c.carries();
      case "jalr", "load_store", "sub_word" -> c.wraps();
      case "boundary" -> c.closings();
      case "connector" -> c.ends();
      case "const_jump" -> c.branchAsJump();
      case "div_rem" -> new Divisions(c).all();
      case "shift" -> {
        c.shiftedSigns();
        c.multiplierAsAmount();
        c.twiceShifted();
      }
      case "table" -> c.bits();
      case "mul" -> c.fraction(Op.MUL, 11);
      case "add_imm" -> c.fraction(Op.ADDI, 19);
      case "logic" -> c.twiceImmediate("or", Op.LW);
      case "less" -> c.twiceImmediate("real", Op.LBU);
      default -> {}
    }
    return c.all;
  }

  void keep(World world) {
    all.add(new Constructed(world, change));
    change = new Change();
  }

  Constructions set(int row, String column, long value) {
    change.set(row, subject.column(column), KoalaBear.fromCanonical(value));
    return this;
  }

  /** Sets a cell in Montgomery form. */
  void setElement(int row, String column, int value) {
    change.set(row, subject.column(column), value);
  }

  private int cell(int row, String column) {
    return KoalaBear.toCanonical(subject.get(row, subject.column(column)));
  }

  /** A row of an operation with its flag set; the last one if no operands match. */
  int row(String flag) {
    for (int row = 0; row < subject.used(); row++) {
      if (cell(row, flag) == 1) {
        return row;
      }
    }
    throw new IllegalArgumentException(subject.air().name() + " has no row with " + flag);
  }

  /** A carry of 32512 out of a low limb that is one too large. */
  private void carries() {
    for (String flag : new String[] {"add", "sub"}) {
      for (int row = 0; row < subject.used(); row++) {
        if (cell(row, flag) == 1) {
          set(row, "z.lo", cell(row, "z.lo") + (flag.equals("add") ? 1 : -1));
          set(row, "z.hi", cell(row, "z.hi") + (flag.equals("add") ? WRAP : (1 << 16) - WRAP));
          keep(World.PINNED);
        }
      }
    }
  }

  /** A part of a wrap that passes the check of the high limb and leads to another address. */
  private void wraps() {
    boolean jump = subject.air().name().equals("jalr");
    int row = row(jump ? "real" : subject.air().name().equals("sub_word") ? "loadByte" : "load");
    int per = KoalaBear.inverse(KoalaBear.fromCanonical(0xffff));
    int quarter = KoalaBear.inverse(KoalaBear.fromCanonical(4));
    int circle = KoalaBear.fromCanonical(1L << 32);
    int base = KoalaBear.fromCanonical(cell(row, "base.lo") + (long) cell(row, "imm"));
    for (int high = 0, kept = 0; high < 1 << 12 && kept < 4; high++) {
      for (int checked = 1; checked < 1 << 12 && kept < 4; checked++) {
        int limb = KoalaBear.fromCanonical(high);
        int over = KoalaBear.mul(KoalaBear.fromCanonical(checked), quarter);
        int wrap = KoalaBear.mul(KoalaBear.sub(limb, over), per);
        int word = KoalaBear.add(base, KoalaBear.mul(limb, KoalaBear.fromCanonical(1 << 16)));
        int address = KoalaBear.toCanonical(KoalaBear.sub(word, KoalaBear.mul(wrap, circle)));
        boolean there =
            jump
                ? subject.surroundings().isInstruction(address)
                : address % 4 == 0 && address < 1 << 29;
        if (there && KoalaBear.toCanonical(wrap) > 1) {
          set(row, "base.hi", high);
          change.set(row, subject.column("wrap"), wrap);
          if (jump) {
            set(row, "dropped", 0);
          } else {
            set(row, "source", address);
          }
          if (subject.air().name().equals("sub_word")) {
            set(row, "bit[0]", 0).set(row, "bit[1]", 0);
          }
          keep(World.ANY);
          kept++;
        }
      }
    }
  }

  /** The same word of two leaves, closed with each other's entry. */
  private void closings() {
    for (int row = 0; row < subject.used(); row++) {
      for (int other = 0; other < row; other++) {
        for (int word = 0; word < 8; word++) {
          close(row, other, word);
          close(other, row, word);
          digest(row);
          digest(other);
          keep(World.PINNED);
        }
      }
    }
  }

  private void close(int row, int other, int word) {
    for (String column :
        new String[] {
          "final[" + 2 * word + "]", "final[" + (2 * word + 1) + "]", "final_ts[" + word + "]"
        }) {
      set(row, column, cell(other, column));
    }
  }

  private void digest(int row) {
    int[] message = new int[24];
    int first = subject.column("final[0]");
    for (int i = 0; i < 16; i++) {
      Integer changed = change.cells().get(new Change.Cell(row, first + i));
      message[i] = KoalaBear.toCanonical(changed != null ? changed : subject.get(row, first + i));
    }
    int[] digest = subject.surroundings().digest(message);
    for (int i = 0; i < digest.length; i++) {
      set(row, "final_digest[" + i + "]", digest[i]);
    }
  }

  private void ends() {
    keep(set(0, "active", 0));
    keep(set(1, "active", -1).set(0, "final_ts_low", 0).set(0, "final_ts_high", 0));
    long late = (1 << 24) + 5;
    keep(set(0, "final_ts_low", late - (255 << 16)).set(0, "final_ts_high", 255));
    keep(set(0, "final_ts_low", 5).set(0, "final_ts_high", 256));
    for (int i = 0; i < program.size(); i++) {
      boolean terminate = program.op(i) == Op.TERMINATE.id();
      if (terminate && program.operand(i, 0) != 0) {
        keep(claim(program.pc(i), 2, program.operand(i, 0)));
        keep(claim(program.pc(i), 0, 0));
      }
      keep(claim(program.pc(i), 1, 0));
    }
  }

  private void keep(Constructions c) {
    c.keep(World.ANY);
  }

  private Constructions claim(int pc, int terminates, int exitCode) {
    change.set(Change.PUBLIC, 1, KoalaBear.fromCanonical(pc));
    change.set(Change.PUBLIC, 2, KoalaBear.fromCanonical(terminates));
    change.set(Change.PUBLIC, 3, KoalaBear.fromCanonical(exitCode));
    return this;
  }

  /** BEQ a, x0: as the fourth kind of constant it jumps whatever a is, and makes a zero. */
  private void branchAsJump() {
    for (int i = 0; i < program.size(); i++) {
      if (program.op(i) == Op.BEQ.id() && program.operand(i, 1) == 0) {
        set(0, "pc", program.pc(i)).set(0, "rd", program.operand(i, 0));
        set(0, "next", program.operand(i, 2)).set(0, "value.lo", 0).set(0, "value.hi", 0);
        keep(set(0, "real", 1).set(0, "kind", Op.BEQ.id() - Op.LUI.id()));
      }
    }
  }

  /** Rows that are each a fraction of an instruction, together one ADD. */
  private void fraction(Op op, int parts) {
    int source = 0;
    for (int i = 0; i < program.size(); i++) {
      if (program.op(i) == Op.ADD.id()) {
        int fraction = KoalaBear.inverse(KoalaBear.fromCanonical(parts));
        for (int row = 0; row < parts; row++) {
          for (int c = 0; c < subject.air().mainWidth(); c++) {
            change.set(row, c, subject.get(source, c));
          }
          set(row, "pc", program.pc(i)).set(row, "rd", program.operand(i, 0));
          set(row, "rs1", program.operand(i, 1));
          set(row, op == Op.MUL ? "rs2" : "imm", program.operand(i, 2));
          if (op == Op.ADDI) {
            set(row, "x.lo", 0).set(row, "x.hi", 0).set(row, "z.hi", 0);
            set(row, "z.lo", program.operand(i, 2));
          }
          change.set(row, subject.column("real"), fraction);
        }
        keep(World.ANY);
      }
    }
  }

  /** SLLI by one, as a shift by its multiplier. */
  private void multiplierAsAmount() {
    for (int i = 0; i < program.size(); i++) {
      boolean simple = program.op(i) == Op.SLLI.id() && program.operand(i, 3) == 0;
      for (int row = 0; simple && row < subject.used(); row++) {
        int amount = cell(row, "y.lo") % 32;
        if (cell(row, "sll") == 1 && amount == program.operand(i, 2)) {
          at(row, i).set(row, "imm", 1).set(row, "y.lo", 0).set(row, "y.hi", 0);
          set(row, "rs2.prevTs", 0);
          accesses(row);
          set(row, "rs2.low", 0);
          keep(World.ANY);
        }
      }
    }
  }

  /** SB as an SRAI with two immediates, which takes back the read of a second register. */
  private void twiceShifted() {
    for (int i = 0; i < program.size(); i++) {
      for (int row = 0; program.op(i) == Op.SB.id() && row < subject.used(); row++) {
        if (cell(row, "imm") == 1 && cell(row, "third") == program.operand(i, 2)) {
          at(row, i).set(row, "imm", 2).set(row, "ts", 1 << 16);
          accesses(row);
          set(row, "rs2.low", 0);
          keep(World.ANY);
        }
      }
    }
  }

  /** A load as an operation with two immediates, which takes back the read of a register. */
  private void twiceImmediate(String flag, Op load) {
    int row = row(flag);
    for (int i = 0; i < program.size(); i++) {
      int offset = program.operand(i, 2);
      if (program.op(i) == load.id() && offset < 32) {
        at(row, i).set(row, "imm", 2).set(row, "ts", 1 << 16).set(row, "imm.hi", 0);
        if (flag.equals("or")) {
          for (int b = 0; b < 4; b++) {
            set(row, "x[" + b + "]", 0).set(row, "y[" + b + "]", b == 0 ? offset : 0);
            set(row, "w[" + b + "]", b == 0 ? offset : 0);
          }
        } else {
          set(row, "x.lo", 0).set(row, "x.hi", 0).set(row, "y.lo", offset).set(row, "y.hi", 0);
          set(row, "x.sign", 0).set(row, "y.sign", 0).set(row, "differ", 0);
          set(row, "unsigned", 0).set(row, "less", offset > 0 ? 1 : 0);
          set(row, "distance", Math.max(0, offset - 1));
        }
        set(row, "rs2.prevTs", 0);
        accesses(row);
        set(row, "rs2.low", 0);
        keep(World.ANY);
      }
    }
  }

  /** The row at an instruction, with its first three operands. */
  private Constructions at(int row, int index) {
    set(row, "pc", program.pc(index)).set(row, "rd", program.operand(index, 0));
    set(row, "rs1", program.operand(index, 1));
    return set(row, "third", program.operand(index, 2));
  }

  private void accesses(int row) {
    new Repair(subject, new Random(0)).accesses(change, row);
  }

  /** SRA by 0 with a sign of 32512·j: limbs whose complement is small by accident. */
  private void shiftedSigns() {
    int row = row("sra");
    for (long j = 1; j < 64; j++) {
      int sign = KoalaBear.fromCanonical(WRAP * j);
      long[] low = limbOf(sign, 1 << 16);
      long[] high = limbOf(sign, (1 << 15) - j);
      if (low.length > 0 && high.length > 0) {
        for (int i = 0; i < 5; i++) {
          set(row, "bit[" + i + "]", 0);
        }
        set(row, "y.lo", 0).set(row, "y.hi", 0).set(row, "scale", 0);
        set(row, "x.lo", low[0]).set(row, "x.hi", high[0]);
        change.set(row, subject.column("sign"), sign);
        set(row, "product[0]", 0).set(row, "product[3]", 0);
        set(row, "product[1]", low[1] & 0xff).set(row, "product[2]", low[1] >> 8);
        set(row, "product[4]", high[1] & 0xff).set(row, "product[5]", high[1] >> 8);
        set(row, "middle.lo", low[1]).set(row, "middle.hi", high[1]);
        set(row, "z.lo", low[1] + WRAP * j * (0xffff - 2 * low[1]));
        set(row, "z.hi", high[1] + WRAP * j * (0xffff - 2 * high[1]));
        keep(World.ANY);
      }
    }
  }

  /** A limb below a bound and its 16-bit complement: limb·(1 - 2·sign) + 65535·sign. */
  private static long[] limbOf(int sign, long bound) {
    int factor = KoalaBear.inverse(KoalaBear.sub(KoalaBear.ONE, KoalaBear.twice(sign)));
    int shift = KoalaBear.mul(sign, KoalaBear.fromCanonical(0xffff));
    for (int c = 0; c < 1 << 16; c++) {
      int limb = KoalaBear.mul(KoalaBear.sub(KoalaBear.fromCanonical(c), shift), factor);
      if (KoalaBear.toCanonical(limb) < bound) {
        return new long[] {KoalaBear.toCanonical(limb), c};
      }
    }
    return new long[0];
  }

  /** One bit that holds the whole integer. */
  private void bits() {
    int row = 0x1234;
    for (int bit = 0; bit < 16; bit++) {
      int value =
          KoalaBear.mul(
              KoalaBear.fromCanonical(row), KoalaBear.inverse(KoalaBear.fromCanonical(1 << bit)));
      for (int i = 0; i < 16; i++) {
        change.set(row, subject.column("bit[" + i + "]"), i == bit ? value : 0);
      }
      int weight = KoalaBear.fromCanonical(1 << bit % 8);
      change.set(row, subject.column("xor"), KoalaBear.mul(value, weight));
      set(row, "bytes_multiplicity", 1);
      keep(World.PINNED);
    }
  }
}
