package dev.merapi.vm.chip;

import dev.merapi.vm.chip.addimm.AddImmTrace;
import dev.merapi.vm.chip.addsub.AddSubTrace;
import dev.merapi.vm.chip.branchequal.BranchEqualTrace;
import dev.merapi.vm.chip.branchless.BranchLessTrace;
import dev.merapi.vm.chip.constjump.ConstJumpTrace;
import dev.merapi.vm.chip.jalr.JalrTrace;
import dev.merapi.vm.chip.loadstore.LoadStoreTrace;
import dev.merapi.vm.isa.Op;
import dev.merapi.vm.machine.ChipTrace;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The instruction chips and the operations they execute. */
final class Rv32Chips {
  private Rv32Chips() {}

  static List<ChipTrace> all() {
    return List.of(
        new AddSubTrace(),
        new AddImmTrace(),
        new BranchEqualTrace(),
        new BranchLessTrace(),
        new ConstJumpTrace(),
        new JalrTrace(),
        new LoadStoreTrace());
  }

  static Set<Op> operations() {
    return EnumSet.of(
        Op.ADD, Op.SUB, Op.ADDI, Op.BEQ, Op.BNE, Op.BLT, Op.BGE, Op.BLTU, Op.BGEU, Op.LUI, Op.AUIPC,
        Op.JAL, Op.JALR, Op.LW, Op.SW, Op.REVEAL);
  }
}
