package dev.merapi.vm.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.merapi.vm.executor.ExecutionLimitException.Limit;
import dev.merapi.vm.executor.GuestFaultException.Fault;
import dev.merapi.vm.isa.Op;
import dev.merapi.vm.memory.MemoryImage;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.program.SymbolTable;
import dev.merapi.vm.program.Transpiler;
import dev.merapi.vm.testing.Assembler;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExecutorTest {
  private static final int TEXT = 0x1000;

  private static Program program(Assembler asm) {
    return Transpiler.transpile(
        TEXT, asm.words(), TEXT, MemoryImage.empty(), SymbolTable.of(Map.of(TEXT, "start")));
  }

  private static ExecutionResult run(Assembler asm, GuestInput input) {
    return Executor.run(program(asm), input, ExecutionLimits.standard());
  }

  private static GuestFaultException fault(Assembler asm) {
    Program program = program(asm);
    GuestFaultException fast = null;
    GuestFaultException recorded = null;
    try {
      Executor.run(program, GuestInput.empty(), ExecutionLimits.standard());
    } catch (GuestFaultException e) {
      fast = e;
    }
    try {
      Executor.record(program, GuestInput.empty(), ExecutionLimits.standard());
    } catch (GuestFaultException e) {
      recorded = e;
    }
    assertThat(fast).isNotNull();
    assertThat(recorded).isNotNull().hasMessage(fast.getMessage());
    return fast;
  }

  @Test
  void exitCodeAndInstructionsCountTheTerminate() {
    ExecutionResult result = run(new Assembler().li(1, 5).terminate(7), GuestInput.empty());
    assertThat(result.exitCode()).isEqualTo(7);
    assertThat(result.instructions()).isEqualTo(3);
    assertThat(result.exitPc()).isEqualTo(TEXT + 8);
  }

  @Test
  void unknownWordsFaultOnlyWhenReached() {
    Assembler skipped = new Assembler().jal(0, 8).word(0xffffffff).terminate(0);
    assertThat(run(skipped, GuestInput.empty()).exitCode()).isZero();
    GuestFaultException fault = fault(new Assembler().fence().word(0x00000073));
    assertThat(fault.fault()).isEqualTo(Fault.UNKNOWN_INSTRUCTION);
    assertThat(fault.pc()).isEqualTo(TEXT + 4);
    assertThat(fault)
        .hasMessage(
            "not an instruction of this machine at pc 0x00001004 (word 0x00000073, in start+0x4)");
  }

  @Test
  void accessesOutsideMemoryOrMisalignedFault() {
    GuestFaultException fault = fault(new Assembler().li(1, 0x2002).load(Op.LW, 2, 1, 0));
    assertThat(fault.fault()).isEqualTo(Fault.MISALIGNED);
    assertThat(fault.address()).isEqualTo(0x2002);
    assertThat(fault(new Assembler().li(1, 0x2001).store(Op.SH, 2, 1, 0)).fault())
        .isEqualTo(Fault.MISALIGNED);
    assertThat(fault(new Assembler().li(1, 1 << 29).load(Op.LB, 2, 1, 0)).fault())
        .isEqualTo(Fault.OUT_OF_MEMORY);
    assertThat(fault(new Assembler().store(Op.SW, 1, 0, -4)).fault())
        .isEqualTo(Fault.OUT_OF_MEMORY);
    assertThat(
            run(
                    new Assembler().li(1, (1 << 29) - 4).store(Op.SW, 1, 1, 0).terminate(0),
                    GuestInput.empty())
                .exitCode())
        .isZero();
  }

  @Test
  void leavingTheTextFaults() {
    assertThat(fault(new Assembler().fence()).fault()).isEqualTo(Fault.PC);
    assertThat(fault(new Assembler().jal(1, -4)).address()).isEqualTo(TEXT - 4);
    assertThat(fault(new Assembler().branch(Op.BEQ, 0, 0, 2)).fault()).isEqualTo(Fault.PC);
    assertThat(fault(new Assembler().li(1, TEXT + 2).jalr(0, 1, 0)).fault()).isEqualTo(Fault.PC);
    assertThat(fault(new Assembler().li(1, -4).jalr(0, 1, 0)).address()).isEqualTo(-4);
    assertThat(
            run(new Assembler().branch(Op.BNE, 0, 0, 4000).terminate(0), GuestInput.empty())
                .exitCode())
        .isZero();
  }

  @Test
  void revealsAreBounded() {
    assertThat(fault(new Assembler().reveal(0, 0, 32)).fault()).isEqualTo(Fault.REVEAL);
    assertThat(fault(new Assembler().reveal(0, 0, -4)).fault()).isEqualTo(Fault.REVEAL);
    assertThat(fault(new Assembler().reveal(0, 0, 2)).fault()).isEqualTo(Fault.REVEAL);
    ExecutionResult result =
        run(new Assembler().li(1, 0x04030201).reveal(1, 0, 28).terminate(0), GuestInput.empty());
    assertThat(result.publicValues()).hasSize(32).endsWith(0, 1, 2, 3, 4);
  }

  @Test
  void hintsComeAsLengthAndPaddedWords() {
    Assembler asm =
        new Assembler().phantom(0, 0, 0).li(1, 0x2000).imm(Op.ADDI, 2, 0, 3).hintBuffer(1, 2);
    for (int i = 0; i < 3; i++) {
      asm.load(Op.LW, 3, 1, 4 * i).reveal(3, 0, 4 * i);
    }
    byte[] values = run(asm.terminate(0), GuestInput.of(new byte[] {1, 2, 3, 4, 5})).publicValues();
    assertThat(values).startsWith(5, 0, 0, 0, 1, 2, 3, 4, 5, 0, 0, 0, 0);
  }

  @Test
  void hintFaults() {
    assertThat(fault(new Assembler().phantom(0, 0, 0)).fault()).isEqualTo(Fault.NO_INPUT);
    assertThat(fault(new Assembler().hintStoreWord(0)).fault()).isEqualTo(Fault.HINT_STREAM);
    assertThat(fault(new Assembler().hintBuffer(0, 0)).fault()).isEqualTo(Fault.EMPTY_HINT_BUFFER);
    assertThat(fault(new Assembler().li(1, -1).hintBuffer(0, 1)).fault())
        .isEqualTo(Fault.HINT_STREAM);
    assertThat(fault(new Assembler().phantom(3, 0, 0)).fault()).isEqualTo(Fault.NO_KEY);
    assertThat(fault(new Assembler().li(1, -1).phantom(2, 1, 0)).fault())
        .isEqualTo(Fault.TOO_LARGE);
  }

  @Test
  void printedTextAndKeys() {
    byte[] text = "grüße".getBytes(StandardCharsets.UTF_8);
    GuestInput input =
        GuestInput.builder()
            .bytes(text)
            .hint(text, List.of(new byte[] {9}, new byte[] {8, 8}))
            .build();
    Assembler asm =
        new Assembler()
            .phantom(0, 0, 0)
            .li(1, 0x2000)
            .imm(Op.ADDI, 2, 0, 3)
            .hintBuffer(1, 2)
            .load(Op.LW, 3, 1, 0)
            .imm(Op.ADDI, 1, 1, 4)
            .phantom(1, 1, 3)
            .phantom(3, 1, 3)
            .phantom(0, 0, 0)
            .phantom(0, 0, 0)
            .hintStoreWord(1)
            .load(Op.LW, 3, 1, 0)
            .reveal(3, 0, 0)
            .terminate(0);
    ExecutionResult result = run(asm, input);
    assertThat(result.output()).isEqualTo("grüße");
    assertThat(result.publicValues()[0]).isEqualTo((byte) 2);
  }

  @Test
  void randomHintsDependOnSeedAndInputOnly() {
    Assembler asm =
        new Assembler().imm(Op.ADDI, 1, 0, 20).phantom(2, 1, 0).li(2, 0x2000).hintBuffer(2, 1);
    for (int i = 0; i < 8; i++) {
      asm.load(Op.LW, 3, 2, 8 * i).reveal(3, 0, 4 * i);
    }
    asm.terminate(0);
    byte[] first = run(asm, GuestInput.builder().bytes(new byte[1]).build()).publicValues();
    assertThat(run(asm, GuestInput.builder().bytes(new byte[1]).build()).publicValues())
        .isEqualTo(first);
    assertThat(run(asm, GuestInput.builder().bytes(new byte[2]).build()).publicValues())
        .isNotEqualTo(first);
    byte[] seeded =
        run(asm, GuestInput.builder().bytes(new byte[1]).seed(1).build()).publicValues();
    assertThat(seeded).isNotEqualTo(first);
    assertThat(run(asm, GuestInput.builder().seed(1).build()).publicValues()).isEqualTo(seeded);
  }

  @Test
  void limitsSayWhichAndHowMuch() {
    Program endless = program(new Assembler().jal(0, 0));
    ExecutionLimits limits = ExecutionLimits.standard().withMaxInstructions(5_000_000);
    assertThatThrownBy(() -> Executor.run(endless, GuestInput.empty(), limits))
        .isInstanceOfSatisfying(
            ExecutionLimitException.class, e -> assertThat(e.limit()).isEqualTo(Limit.INSTRUCTIONS))
        .hasMessage("the guest has not finished within 5000000 instructions");
    assertThatThrownBy(
            () -> Executor.record(endless, GuestInput.empty(), ExecutionLimits.standard()))
        .isInstanceOfSatisfying(
            ExecutionLimitException.class, e -> assertThat(e.needsMoreSegments()).isTrue())
        .hasMessageContaining("needs more than one segment");
    assertThatThrownBy(() ->
            Executor.record(
                endless, GuestInput.empty(), ExecutionLimits.standard().withMaxRows(100_000)))
        .hasMessageContaining("CONST_JUMP has more than 100000 rows");
  }

  @Test
  void checkpointsCanEndAnExecution() {
    Program endless = program(new Assembler().jal(0, 0));
    int[] calls = {0};
    ExecutionLimits limits =
        ExecutionLimits.standard()
            .withCheckpoint(() -> {
              if (++calls[0] == 3) {
                throw new IllegalStateException("enough");
              }
            });
    assertThatThrownBy(() -> Executor.run(endless, GuestInput.empty(), limits))
        .hasMessage("enough");
  }
}
