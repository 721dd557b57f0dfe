package dev.merapi.vm.chip;

import dev.merapi.vm.chip.addimm.AddImmTrace;
import dev.merapi.vm.chip.addsub.AddSubTrace;
import dev.merapi.vm.chip.branchequal.BranchEqualTrace;
import dev.merapi.vm.chip.branchless.BranchLessTrace;
import dev.merapi.vm.chip.constjump.ConstJumpTrace;
import dev.merapi.vm.chip.divrem.DivRemTrace;
import dev.merapi.vm.chip.jalr.JalrTrace;
import dev.merapi.vm.chip.less.LessTrace;
import dev.merapi.vm.chip.loadstore.LoadStoreTrace;
import dev.merapi.vm.chip.logic.LogicTrace;
import dev.merapi.vm.chip.mul.MulTrace;
import dev.merapi.vm.chip.mulhigh.MulHighTrace;
import dev.merapi.vm.chip.shift.ShiftTrace;
import dev.merapi.vm.chip.shiftimm.ShiftImmTrace;
import dev.merapi.vm.chip.subword.SubWordTrace;
import dev.merapi.vm.isa.Op;
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
        new LoadStoreTrace(),
        new SubWordTrace(),
        new LogicTrace(),
        new LessTrace(),
        new ShiftTrace(),
        new ShiftImmTrace(),
        new MulTrace(),
        new MulHighTrace(),
        new DivRemTrace());
  }

  static Set<Op> operations() {
    return EnumSet.complementOf(
        EnumSet.of(Op.HINT_STOREW, Op.HINT_BUFFER, Op.PHANTOM, Op.TERMINATE));
  }
}
