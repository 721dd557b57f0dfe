package dev.merapi.vm.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.stark.parallel.Parallel;
import dev.merapi.vm.executor.GuestInput;
import dev.merapi.vm.executor.SegmentRecord;
import dev.merapi.vm.memory.MemoryImage;
import dev.merapi.vm.memory.MemoryTree;
import dev.merapi.vm.testing.Assembler;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The system's tables with no instruction chip beside them: hints, phantoms and an end. */
class SystemTablesTest {
  private final Rv32Machine machine = Rv32Machine.of(List.of(), List.of(), List.of());

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
    SegmentRecord record = SegmentFixture.record(asm, memory, input);
    SegmentFixture fixture = SegmentFixture.of(machine, record, memory);
    assertThat(fixture.violations()).isEmpty();

    MemoryTree before = MemoryTree.of(memory, Parallel.sequential());
    SegmentTraces traces = machine.traces(record, before, Parallel.sequential());
    assertThat(UserPublicValues.open(traces.memoryAfter(), record.publicValues()).root())
        .isEqualTo(traces.publicValues().finalRoot());
  }
}
