package dev.merapi.vm.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.merapi.vm.isa.Op;
import dev.merapi.vm.memory.MemoryImage;
import dev.merapi.vm.memory.MemoryWords;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.program.SymbolTable;
import dev.merapi.vm.program.Transpiler;
import dev.merapi.vm.testing.Assembler;
import dev.merapi.vm.testing.Guests;
import dev.merapi.vm.testing.RandomPrograms;
import dev.merapi.vm.testing.RandomPrograms.Generated;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fast loop does, piece by piece, what its plain twin does. */
class FastLoopTest {
  private static final int TEXT = 0x1000;

  private static GuestState state(Program program, GuestInput input) {
    return new GuestState(Checkpoint.start(program, input, ExecutionLimits.standard()));
  }

  /** Hashes of the blocks of memory. */
  private static List<Integer> words(Checkpoint checkpoint) {
    int[] block = new int[MemoryWords.BLOCK_WORDS];
    List<Integer> hashes = new ArrayList<>();
    for (int number : checkpoint.blocks()) {
      checkpoint.block(number, block);
      hashes.add(Arrays.hashCode(block));
    }
    return hashes;
  }

  /** Runs both in pieces of random length, and looks at all they have in between. */
  private static long agree(Program program, GuestInput input, long seed, int longest) {
    GuestState state = state(program, input);
    GuestState twin = state(program, input);
    FastLoop fast = new FastLoop(state);
    PlainLoop plain = new PlainLoop(twin);
    Random random = new Random(seed);
    Map<Checkpoint, List<Integer>> checkpoints = new HashMap<>();
    long instructions = 0;
    while (!plain.terminated()) {
      long budget = 1 + random.nextInt(longest);
      long done = plain.run(budget);
      assertThat(fast.run(budget)).isEqualTo(done);
      instructions += done;
      assertThat(fast.terminated()).isEqualTo(plain.terminated());
      assertThat(fast.index()).isEqualTo(plain.index());
      assertThat(state.x).isEqualTo(twin.x);
      if (random.nextInt(10) == 0) {
        Checkpoint shared = state.checkpoint(fast.index());
        checkpoints.put(shared, words(shared));
      }
    }
    checkpoints.forEach((shared, words) -> assertThat(words(shared)).isEqualTo(words));
    assertThat(state.pages).isDeepEqualTo(twin.pages);
    assertThat(state.publicValues).isEqualTo(twin.publicValues);
    return instructions;
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void generatedPrograms(long seed) {
    Generated generated = RandomPrograms.generate(seed);
    assertThat(agree(generated.program(), generated.input(), seed, 1000)).isPositive();
    agree(generated.program(), generated.input(), seed, 100_000);
  }

  @Test
  void guests() {
    GuestInput words = GuestInput.builder().words(300, 7).build();
    assertThat(agree(Guests.program("quicksort"), words, 1, 3000)).isGreaterThan(10_000);
    assertThat(agree(Guests.program("sha256"), GuestInput.of(new byte[500]), 2, 3000))
        .isGreaterThan(10_000);
    assertThat(agree(Guests.program("rv32im"), GuestInput.empty(), 3, 3000)).isGreaterThan(1000);
  }

  /** Each faults within the fast loop's reach, after a jump that it has taken. */
  @Test
  void faults() {
    same(new Assembler().word(0x00000073));
    same(new Assembler().li(1, 0x2002).load(Op.LW, 2, 1, 0));
    same(new Assembler().li(1, 0x2001).load(Op.LH, 2, 1, 0));
    same(new Assembler().li(1, 0x2003).load(Op.LHU, 2, 1, 0));
    same(new Assembler().li(1, 0x2001).store(Op.SH, 2, 1, 0));
    same(new Assembler().li(1, 0x2003).store(Op.SW, 2, 1, 0));
    for (Op op : new Op[] {Op.LB, Op.LBU, Op.LH, Op.LHU, Op.LW}) {
      same(new Assembler().li(1, 1 << 29).load(op, 2, 1, 0));
      same(new Assembler().li(1, -4).load(op, 2, 1, 0));
    }
    for (Op op : new Op[] {Op.SB, Op.SH, Op.SW}) {
      same(new Assembler().li(1, 1 << 29).store(op, 2, 1, 0));
      same(new Assembler().li(1, 1 << 31).store(op, 2, 1, 0));
    }
    for (int target : new int[] {0, TEXT - 4, TEXT + 2, TEXT + 4000, -4, 1 << 31}) {
      same(new Assembler().li(1, target).jalr(3, 1, 0));
    }
    same(new Assembler().jal(3, -400));
    same(new Assembler().branch(Op.BEQ, 0, 0, 6));
    same(new Assembler().branch(Op.BGEU, 0, 0, 4000));
    same(new Assembler().fence()); // off the end
  }

  private static void same(Assembler rest) {
    Assembler asm = new Assembler().jal(0, 8).word(0);
    for (int word : rest.words()) {
      asm.word(word);
    }
    Program program =
        Transpiler.transpile(TEXT, asm.words(), TEXT, MemoryImage.empty(), SymbolTable.empty());
    PlainLoop plain = new PlainLoop(state(program, GuestInput.empty()));
    FastLoop fast = new FastLoop(state(program, GuestInput.empty()));
    String message =
        catchThrowableOfType(GuestFaultException.class, () -> plain.run(1000)).getMessage();
    assertThat(catchThrowableOfType(GuestFaultException.class, () -> fast.run(1000)))
        .hasMessage(message);
  }
}
