package dev.merapi.vm.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.air.trace.TraceChecker;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.parallel.Parallel;
import dev.merapi.vm.executor.ExecutionLimits;
import dev.merapi.vm.executor.Executor;
import dev.merapi.vm.executor.GuestInput;
import dev.merapi.vm.executor.SegmentRecord;
import dev.merapi.vm.memory.MemoryImage;
import dev.merapi.vm.memory.MemoryTree;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.program.SymbolTable;
import dev.merapi.vm.program.Transpiler;
import dev.merapi.vm.testing.Assembler;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The system's tables with no instruction chip beside them: programs of hints, phantoms and an end.
 */
class SystemTablesTest {
  private static final int TEXT = 0x1000;

  private final Rv32Machine machine = Rv32Machine.of(List.of(), List.of());

  @Test
  void hintsPhantomsAndTheEndBalance() {
    Assembler asm =
        new Assembler().phantom(0, 0, 0).hintStoreWord(5).hintBuffer(7, 6).fence().terminate(0);
    MemoryImage memory =
        MemoryImage.builder()
            .word(MemoryImage.REGISTERS, 20, 0x2000)
            .word(MemoryImage.REGISTERS, 24, 3)
            .word(MemoryImage.REGISTERS, 28, 0x201c)
            .build();
    check(asm, memory, GuestInput.of(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}));
  }

  @Test
  void anEndAloneBalances() {
    check(new Assembler().terminate(3), MemoryImage.empty(), GuestInput.empty());
  }

  private void check(Assembler asm, MemoryImage memory, GuestInput input) {
    Program program = Transpiler.transpile(TEXT, asm.words(), TEXT, memory, SymbolTable.empty());
    SegmentRecord record = Executor.record(program, input, ExecutionLimits.standard());
    MemoryTree before = MemoryTree.of(memory, Parallel.sequential());
    SegmentTraces traces = machine.traces(record, before, Parallel.sequential());
    List<@Nullable ColumnMatrix> committed = new ArrayList<>();
    for (CompiledAir air : machine.compiled()) {
      committed.add(air.committedWidth() == 0 ? null : machine.committedProgram(program));
    }
    assertThat(
            TraceChecker.check(
                machine.compiled(), traces.main(), committed, traces.publicValues().toArray()))
        .isEmpty();
    assertThat(UserPublicValues.open(traces.memoryAfter(), record.publicValues()).root())
        .isEqualTo(traces.publicValues().finalRoot());
  }
}
