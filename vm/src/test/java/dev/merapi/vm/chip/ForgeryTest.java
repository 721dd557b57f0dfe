package dev.merapi.vm.chip;

import static dev.merapi.vm.chip.Forgery.A;
import static dev.merapi.vm.chip.Forgery.B;
import static dev.merapi.vm.chip.Forgery.DATA;
import static dev.merapi.vm.chip.Forgery.RD;
import static dev.merapi.vm.chip.Forgery.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.stark.field.KoalaBear;
import dev.merapi.vm.chip.addimm.AddImmTrace;
import dev.merapi.vm.chip.addsub.AddSubTrace;
import dev.merapi.vm.chip.branchequal.BranchEqualTrace;
import dev.merapi.vm.chip.branchless.BranchLessTrace;
import dev.merapi.vm.chip.constjump.ConstJumpTrace;
import dev.merapi.vm.chip.jalr.JalrTrace;
import dev.merapi.vm.chip.less.LessTrace;
import dev.merapi.vm.chip.loadstore.LoadStoreTrace;
import dev.merapi.vm.chip.logic.LogicTrace;
import dev.merapi.vm.chip.shift.ShiftTrace;
import dev.merapi.vm.chip.shiftimm.ShiftImmTrace;
import dev.merapi.vm.chip.subword.SubWordTrace;
import dev.merapi.vm.isa.Op;
import dev.merapi.vm.testing.Assembler;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Mistakes that provers shipped, forged on single rows: everything but the one thing under attack
 * is made consistent, so that each test names the constraint or bus that objects. The numbers are
 * those of the soundness checklist.
 */
class ForgeryTest {
  private static final long P = KoalaBear.P;

  @Test
  void previousAccessIsOlder() {
    int ts = Forgery.ofImmediate(new AddImmTrace(), Op.ADDI, 1, 1).get("ts");
    for (int ahead : new int[] {0, 1, 2, 1000, 1 << 16, (1 << 24) - 1 - ts}) {
      Forgery f = Forgery.ofImmediate(new AddImmTrace(), Op.ADDI, 1, 1);
      f.set("rs1.prevTs", ts + ahead);
      for (int low = 0; low < 1 << 16; low += 1) {
        f.set("rs1.low", low);
        if (f.stands()) {
          throw new AssertionError("an entry " + ahead + " ahead, low " + low);
        }
      }
    }
  }

  // 23

  @Test
  void signOfImmediateIsTheProgrammes() {
    Forgery.ofImmediate(new AddImmTrace(), Op.ADDI, 5, -1)
        .set("imm", 0xffff)
        .word("z", 5 + 0xffff)
        .isObjectedToBy("program");
    Forgery.ofImmediate(new LogicTrace(), Op.XORI, 5, -1)
        .set("imm.hi", 0)
        .set("y[2]", 0)
        .set("y[3]", 0)
        .set("w[2]", 0)
        .set("w[3]", 0)
        .isObjectedToBy("program");
    Forgery.of(new LoadStoreTrace(), DATA + 4, 0, asm -> asm.load(Op.LW, RD, A, -4))
        .add("imm", 1 << 16)
        .add("source", 1 << 16)
        .isObjectedToBy("program");
    // SLTI 5 < -1 as if -1 were 0x0000ffff
    Forgery.ofImmediate(new LessTrace(), Op.SLTI, 5, -1)
        .set("imm.hi", 0)
        .set("y.hi", 0)
        .set("y.sign", 0)
        .set("differ", 0)
        .set("less", 1)
        .set("distance", 0xffff - 5 - 1)
        .isObjectedToBy("program");
  }

  // 24

  @Test
  void constantsAreTheProgrammes() {
    Consumer<Assembler> auipc = asm -> asm.upper(Op.AUIPC, RD, 0x12345000);
    Forgery.of(new ConstJumpTrace(), 0, 0, auipc).add("value.hi", 1).isObjectedToBy("program");
    Forgery.of(new ConstJumpTrace(), 0, 0, auipc)
        .add("value.lo", 1 << 16)
        .add("value.hi", -1)
        .isObjectedToBy("program");
    Forgery.of(new ConstJumpTrace(), 0, 0, asm -> asm.jal(RD, 4))
        .add("value.lo", P - 4)
        .isObjectedToBy("program");
    Forgery.of(new ConstJumpTrace(), 0, 0, asm -> asm.jal(RD, 4))
        .add("next", 4)
        .isObjectedToBy("program");
  }

  // 25

  @Test
  void jumpRegisterClearsBitZero() {
    int jump = TEXT + 4 * 4; // behind two constants
    Forgery odd = Forgery.of(new JalrTrace(), jump + 5, 0, asm -> asm.jalr(RD, A, 0));
    odd.set("dropped", 0).isObjectedToBy("execution");
    Forgery even = Forgery.of(new JalrTrace(), jump + 4, 0, asm -> asm.jalr(RD, A, 0));
    even.set("dropped", 1).isObjectedToBy("execution");
    even.set("dropped", 4).isObjectedToBy("dropped");
  }

  @Test
  void jumpTargetIsInRange() {
    int jump = TEXT + 4 * 4;
    for (long alias : new long[] {P, 2 * P}) {
      Forgery.of(new JalrTrace(), jump + 4, 0, asm -> asm.jalr(RD, A, 0))
          .word("base", (int) (jump + 4 + alias))
          .isObjectedToBy("range16");
    }
    Forgery.of(new JalrTrace(), jump + 4, 0, asm -> asm.jalr(RD, A, 0))
        .word("base", (int) (jump + 4 + (1L << 32) % P))
        .set("wrap", 1)
        .isObjectedToBy("range16");
    Forgery.of(new JalrTrace(), jump + 4, 0, asm -> asm.jalr(RD, A, 0))
        .add("return.lo", 1 << 16)
        .isObjectedToBy("program");
  }

  // 16: pointers computed by loads and stores

  @Test
  void pointersDoNotAlias() {
    for (long alias : new long[] {P, 2 * P}) {
      Forgery.of(new LoadStoreTrace(), DATA, 0, asm -> asm.load(Op.LW, RD, A, 0))
          .word("base", (int) (DATA + alias))
          .isObjectedToBy("range16");
      Forgery.of(new SubWordTrace(), DATA, 0, asm -> asm.store(Op.SB, B, A, 0))
          .word("base", (int) (DATA + alias))
          .isObjectedToBy("range16");
    }
    Forgery.of(new LoadStoreTrace(), DATA, 0, asm -> asm.load(Op.LW, RD, A, 0))
        .word("base", (int) (DATA + (1L << 32) % P))
        .set("wrap", 1)
        .isObjectedToBy("range16");
    Forgery.of(new LoadStoreTrace(), DATA, 0, asm -> asm.load(Op.LW, RD, A, 0))
        .add("source", 4)
        .isObjectedToBy("source of a load");
    Forgery.of(new LoadStoreTrace(), DATA, 0, asm -> asm.store(Op.SW, B, A, 0))
        .add("source", 4)
        .isObjectedToBy("source of a store");
    // 33: a reveal stays in its space
    Forgery.of(new LoadStoreTrace(), 4, 0, asm -> asm.reveal(B, A, 0))
        .set("reveal", 0)
        .set("store", 1)
        .isObjectedToBy("program");
  }

  @Test
  void addressesWrapWhereTheArchitectureSaysSo() {
    Forgery wrapped = Forgery.of(new LoadStoreTrace(), -4, 0, asm -> asm.reveal(B, A, 8));
    assertThat(wrapped.get("wrap")).isEqualTo(1);
    wrapped.set("wrap", 0).isObjectedToBy("range16", "memory");
  }

  // 26

  @Test
  void subWordStoresKeepTheOtherBytes() {
    Consumer<Assembler> sb = asm -> asm.store(Op.SB, B, A, 1);
    Forgery.of(new SubWordTrace(), DATA, 0x1234, sb)
        .add("written.lo", 1)
        .isObjectedToBy("byte stored");
    Forgery.of(new SubWordTrace(), DATA, 0x1234, sb)
        .add("written.hi", 1)
        .add("written.lo", -1)
        .isObjectedToBy("high limb kept");
    // the byte kept, taken from elsewhere
    Forgery.of(new SubWordTrace(), DATA, 0x1234, sb)
        .add("half[0]", 1)
        .isObjectedToBy("half of the word replaced");
    Forgery.of(new SubWordTrace(), DATA, 0x1234, sb)
        .add("half[0]", 256)
        .add("half[1]", -1)
        .add("written.lo", 256)
        .isObjectedToBy("bytes");
    // the byte stored, another one of the register
    Forgery.of(new SubWordTrace(), DATA, 0x1234, sb)
        .set("extra", 0x12)
        .add("written.lo", (0x12 - 0x34) << 8)
        .isObjectedToBy("bytes");
    Forgery.of(new SubWordTrace(), DATA, 0x1234, asm -> asm.store(Op.SH, B, A, 2))
        .add("written.lo", 1)
        .add("written.hi", -1)
        .isObjectedToBy("low limb kept");
    Forgery.of(new SubWordTrace(), DATA, 0x1234, asm -> asm.store(Op.SH, B, A, 2))
        .add("written.hi", 1)
        .isObjectedToBy("half stored");
  }

  @Test
  void offsetsAreThoseOfTheAddress() {
    // bit1 flipped: the pointer moves by 2 and is that of no cell
    Forgery f = Forgery.of(new SubWordTrace(), DATA, 0, asm -> asm.load(Op.LHU, RD, A, 0));
    f.set("bit[1]", 1).add("source", -2).word("written", 0x8182);
    f.set("half[0]", 0x82).set("half[1]", 0x81).set("extra", 2).isObjectedToBy("memory");
    Forgery.of(new SubWordTrace(), DATA, 0, asm -> asm.load(Op.LHU, RD, A, 0))
        .set("bit[0]", 1)
        .add("source", -1)
        .isObjectedToBy("half words are aligned", "memory");
  }

  @Test
  void loadsExtendTheRightBit() {
    Forgery signed = Forgery.of(new SubWordTrace(), DATA, 0, asm -> asm.load(Op.LB, RD, A, 0));
    signed.set("sign", 0).word("written", 0xf4).isObjectedToBy("sign of the byte");
    signed.set("extra", 2 * 0xf4).isObjectedToBy("bytes");
    Forgery positive =
        Forgery.of(new SubWordTrace(), DATA + 4, 0, asm -> asm.load(Op.LHU, RD, A, 0));
    positive.word("written", 0xfffff4f5).isObjectedToBy("high limb of a load");
    Forgery half = Forgery.of(new SubWordTrace(), DATA, 0, asm -> asm.load(Op.LH, RD, A, 2));
    half.set("sign", 0).word("written", 0x8182).set("extra", 2 * 0x81).isObjectedToBy("bytes");
    // LHU passed off as LH by the flag
    Forgery flag = Forgery.of(new SubWordTrace(), DATA, 0, asm -> asm.load(Op.LH, RD, A, 2));
    flag.set("unsigned", 1).word("written", 0x8182).isObjectedToBy("program");
  }

  // 27

  @Test
  void lessThanMarkersCannotFireEarly() {
    // equal high limbs: the low ones decide
    Forgery low = Forgery.of(new LessTrace(), Op.SLTU, 0x00010005, 0x00010007);
    low.set("differ", 1).set("less", 0).set("distance", P - 1).isObjectedToBy("range16");
    low.set("less", 1).set("distance", P - 1).isObjectedToBy("range16");
    low.set("differ", 0).set("less", 0).set("distance", P - 2).isObjectedToBy("range16");
    // different high limbs: the low ones must not decide
    Forgery high = Forgery.of(new LessTrace(), Op.SLTU, 0x00020005, 0x00010007);
    high.set("differ", 0).set("less", 1).set("distance", 1).isObjectedToBy("equal high limbs");
    Forgery equal = Forgery.of(new LessTrace(), Op.SLT, 7, 7);
    equal.set("less", 1).set("distance", P - 1).isObjectedToBy("range16");
    // signs
    Forgery sign = Forgery.of(new LessTrace(), Op.SLT, -1, 1);
    sign.set("x.sign", 0).set("less", 0).set("distance", 0xffff - 1).isObjectedToBy("range16");
    Forgery unsigned = Forgery.of(new LessTrace(), Op.SLTU, -1, 1);
    unsigned.set("x.sign", 1).set("less", 1).set("distance", 0).isObjectedToBy("unsigned x");
    Forgery branch = Forgery.of(new BranchLessTrace(), -1, 1, asm -> asm.branch(Op.BLT, A, B, 8));
    branch
        .set("x.sign", 0)
        .set("less", 0)
        .set("distance", 0xffff - 1)
        .set("next", branch.get("pc") + 4)
        .isObjectedToBy("range16");
  }

  @Test
  void branchesFollowTheComparison() {
    Forgery taken = Forgery.of(new BranchEqualTrace(), 7, 7, asm -> asm.branch(Op.BEQ, A, B, 8));
    taken.set("taken", 0).isObjectedToBy("different words");
    taken.set("inverse", 1).isObjectedToBy("different words");
    Forgery not = Forgery.of(new BranchEqualTrace(), 7, 8, asm -> asm.branch(Op.BEQ, A, B, 8));
    not.set("taken", 1).set("inverse", 0).isObjectedToBy("equal low limbs");
    Forgery high =
        Forgery.of(new BranchEqualTrace(), 7, 0x10007, asm -> asm.branch(Op.BNE, A, B, 8));
    high.set("taken", 0).set("inverse", 0).isObjectedToBy("equal high limbs");
    // limbs whose weighted squares would cancel, were -1 (or -2, a square as well) the factor
    int root = KoalaBear.pow(KoalaBear.GENERATOR, (P - 1) / 4);
    assertThat(KoalaBear.mul(root, root)).isEqualTo(KoalaBear.neg(KoalaBear.ONE));
    assertThat(KoalaBear.pow(KoalaBear.fromCanonical(-3), (P - 1) / 2))
        .isEqualTo(KoalaBear.neg(KoalaBear.ONE));
  }

  // 30

  @Test
  void shiftAmountsAreFiveBits() {
    // 35 is 3: not 4, not 35 - 32·2
    Forgery three = Forgery.of(new ShiftTrace(), Op.SLL, 0x12345678, 35);
    Forgery four = Forgery.of(new ShiftTrace(), Op.SLL, 0x12345678, 4);
    String[] of = {
      "z.lo",
      "z.hi",
      "bit[0]",
      "bit[1]",
      "bit[2]",
      "bit[3]",
      "bit[4]",
      "scale",
      "product[0]",
      "product[1]",
      "product[2]",
      "product[3]",
      "product[4]",
      "product[5]",
      "middle.lo",
      "middle.hi"
    };
    three.take(four, of).isObjectedToBy("range16");
    Forgery immediate = Forgery.ofImmediate(new ShiftTrace(), Op.SRAI, 0x12345678, 3);
    immediate
        .take(Forgery.ofImmediate(new ShiftTrace(), Op.SRAI, 0x12345678, 4), of)
        .isObjectedToBy("immediate amount");
    // SLLI by 3 has the multiplier 8 where SRAI has its amount: it is not for this chip
    Forgery eight = Forgery.of(new ShiftTrace(), Op.SLL, 0x12345678, 8);
    Forgery slli = Forgery.ofImmediate(new ShiftTrace(), Op.SRAI, 0x12345678, 8);
    slli.take(eight, of).take(eight, "sll", "sra");
    slli.isObjectedToBy("only SRAI has an immediate", "program");
    Forgery scale = Forgery.of(new ShiftTrace(), Op.SLL, 1, 3);
    scale.take(Forgery.of(new ShiftTrace(), Op.SLL, 1, 4), of).set("bit[0]", 1).set("bit[1]", 1);
    scale.set("bit[2]", 0);
    scale.isObjectedToBy("scale");
    Forgery sign = Forgery.of(new ShiftTrace(), Op.SRA, -256, 4);
    sign.take(Forgery.of(new ShiftTrace(), Op.SRL, -256, 4), of).set("sign", 0);
    sign.isObjectedToBy("range16");
    Forgery logical = Forgery.of(new ShiftTrace(), Op.SRL, -256, 4);
    logical.take(Forgery.of(new ShiftTrace(), Op.SRA, -256, 4), of).set("sign", 1);
    logical.isObjectedToBy("sign only for sra");
  }

  @Test
  void shiftsByConstantsAreTheProgrammes() {
    Forgery three = Forgery.ofImmediate(new ShiftImmTrace(), Op.SLLI, 0x12345678, 3);
    String[] of = {
      "multiplier",
      "cut",
      "left",
      "left.move",
      "right",
      "right.move",
      "wide[0]",
      "wide[1]",
      "narrow[0]",
      "narrow[1]",
      "z.lo",
      "z.hi"
    };
    for (int other : new int[] {0, 2, 4, 11, 19, 27}) {
      Forgery forged = Forgery.ofImmediate(new ShiftImmTrace(), Op.SLLI, 0x12345678, 3);
      forged.take(Forgery.ofImmediate(new ShiftImmTrace(), Op.SLLI, 0x12345678, other), of);
      forged.isObjectedToBy("program");
      forged.take(Forgery.ofImmediate(new ShiftImmTrace(), Op.SRLI, 0x12345678, other), of);
      forged.isObjectedToBy("program");
    }
    // a product cut elsewhere: one unit of the narrow part is 2^16 of the wide one
    three.add("narrow[0]", -1).add("wide[0]", 1 << 16);
    assertThat(three.stands()).isFalse();
    Forgery alias = Forgery.ofImmediate(new ShiftImmTrace(), Op.SLLI, 0x12345678, 3);
    alias.add("narrow[0]", 32512).add("wide[0]", 1);
    alias.add("z.lo", 1).add("z.hi", 32512).isObjectedToBy("bytes");
  }

  // 31

  @Test
  void registerZeroIsNeverWritten() {
    Forgery add = Forgery.of(new AddSubTrace(), 1, 2, asm -> asm.reg(Op.ADD, 0, A, B));
    assertThat(add.get("rd")).isEqualTo(32);
    add.set("rd", 0).isObjectedToBy("program");
    Forgery load = Forgery.of(new LoadStoreTrace(), DATA, 0, asm -> asm.load(Op.LW, 0, A, 0));
    assertThat(load.get("register")).isEqualTo(32);
    load.set("register", 0).isObjectedToBy("program");
    Forgery read = Forgery.of(new AddSubTrace(), 1, 2, asm -> asm.reg(Op.ADD, RD, 0, B));
    read.word("x", 1).word("z", 3).isStale();
  }

  @Test
  void sumsAndDifferencesAreUnique() {
    Forgery.of(new AddSubTrace(), Op.ADD, 0xffff, 1)
        .set("z.lo", 0x10000)
        .set("z.hi", 0)
        .isObjectedToBy("range16");
    Forgery.of(new AddSubTrace(), Op.ADD, -1, 1).set("z.hi", 0x10000).isObjectedToBy("range16");
    Forgery.of(new AddSubTrace(), Op.SUB, 0, 1)
        .set("z.lo", P - 1)
        .set("z.hi", 0)
        .isObjectedToBy("range16");
    Forgery.of(new AddSubTrace(), Op.SUB, 3, 1)
        .set("sub", 0)
        .set("add", 1)
        .word("z", 4)
        .isObjectedToBy("program");
  }
}
