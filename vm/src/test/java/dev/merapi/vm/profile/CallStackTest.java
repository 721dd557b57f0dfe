package dev.merapi.vm.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.merapi.stark.parallel.CancelledException;
import dev.merapi.vm.executor.ExecutionLimits;
import dev.merapi.vm.executor.Executor;
import dev.merapi.vm.executor.GuestInput;
import dev.merapi.vm.executor.ProfiledRun;
import dev.merapi.vm.isa.Op;
import dev.merapi.vm.memory.MemoryImage;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.program.SymbolTable;
import dev.merapi.vm.program.Transpiler;
import dev.merapi.vm.testing.Assembler;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Call stacks told from jumps, on programs written for what is odd about them. */
class CallStackTest {
  private static final int TEXT = 0x1000;
  private static final int NAMES = 0x8000;
  private static final int RA = 1;
  private static final int SP = 2;
  private static final int T0 = 5;
  private static final int A0 = 10;
  private static final int A1 = 11;

  private final Assembler asm = new Assembler();
  private final Map<Integer, String> symbols = new LinkedHashMap<>();
  private final MemoryImage.Builder memory = MemoryImage.builder();

  private void label(String name) {
    symbols.put(TEXT + 4 * asm.size(), name);
  }

  /** Text at an address of the data. */
  private void name(int address, String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i += 4) {
      int word = 0;
      for (int k = 0; k < 4 && i + k < bytes.length; k++) {
        word |= (bytes[i + k] & 0xff) << 8 * k;
      }
      memory.word(MemoryImage.MEMORY, address + i, word);
    }
  }

  /** Instructions by stack. */
  private Map<String, Long> profile(boolean named) {
    Program program =
        Transpiler.transpile(
            TEXT,
            asm.words(),
            TEXT,
            memory.build(),
            named ? SymbolTable.of(symbols) : SymbolTable.empty());
    ProfiledRun run = Executor.profile(program, GuestInput.empty(), ExecutionLimits.standard());
    long instructions = run.run(Long.MAX_VALUE);
    Map<String, Long> all = new LinkedHashMap<>();
    List<String> names = new ArrayList<>();
    for (StackNode stack : run.take()) {
      String above = stack.parent() <= 0 ? "" : names.get(stack.parent()) + ";";
      names.add(above + stack.name());
      if (stack.instructions() > 0) {
        all.put(names.getLast(), stack.instructions());
      }
    }
    assertThat(all.values().stream().mapToLong(n -> n).sum()).isEqualTo(instructions);
    return all;
  }

  private void nop() {
    asm.imm(Op.ADDI, 0, 0, 0);
  }

  @Test
  void callsAndReturns() {
    label("start");
    asm.jal(RA, 12); // twice
    asm.jal(RA, 8);
    asm.terminate(0);
    label("leaf");
    nop();
    asm.jalr(0, RA, 0);
    assertThat(profile(true)).isEqualTo(Map.of("start", 3L, "start;leaf", 4L));
  }

  @Test
  void withoutSymbolsFunctionsAreWhatIsCalled() {
    asm.jal(RA, 8);
    asm.terminate(0);
    nop();
    asm.jalr(0, RA, 0);
    assertThat(profile(false)).isEqualTo(Map.of("0x00001000", 2L, "0x00001000;0x00001008", 2L));
  }

  @Test
  void tailCallTakesThePlaceOfItsCaller() {
    label("start");
    asm.jal(RA, 8);
    asm.terminate(0);
    label("first");
    nop();
    asm.jal(0, 4);
    label("second");
    nop();
    asm.jalr(0, RA, 0);
    assertThat(profile(true)).isEqualTo(Map.of("start", 2L, "start;first", 2L, "start;second", 2L));
  }

  @Test
  void fallingThroughIsATailCall() {
    label("start");
    nop();
    label("next");
    nop();
    asm.terminate(0);
    assertThat(profile(true)).isEqualTo(Map.of("start", 1L, "next", 2L));
  }

  @Test
  void alternateLinkRegister() {
    label("start");
    asm.jal(T0, 8);
    asm.terminate(0);
    label("save");
    nop();
    asm.jalr(0, T0, 0);
    assertThat(profile(true)).isEqualTo(Map.of("start", 2L, "start;save", 2L));
  }

  /** A jump through t0 that is no return stays where it is. */
  @Test
  void jumpTableThroughALinkRegisterIsNoReturn() {
    label("start");
    asm.jal(RA, 8);
    asm.terminate(0);
    label("switch");
    asm.upper(Op.AUIPC, T0, 0);
    asm.jalr(0, T0, 12);
    nop();
    asm.jalr(0, RA, 0);
    assertThat(profile(true)).isEqualTo(Map.of("start", 2L, "start;switch", 3L));
  }

  /** Calls itself as often as a0 says, keeping return addresses on a stack of its own. */
  private void recursive(int depth) {
    label("start");
    asm.li(SP, 0x100000);
    asm.li(A0, depth);
    asm.jal(RA, 8);
    asm.terminate(0);
    label("down");
    asm.imm(Op.ADDI, SP, SP, -4);
    asm.store(Op.SW, RA, SP, 0);
    asm.imm(Op.ADDI, A0, A0, -1);
    asm.branch(Op.BEQ, A0, 0, 8);
    asm.jal(RA, -16);
    asm.load(Op.LW, RA, SP, 0);
    asm.imm(Op.ADDI, SP, SP, 4);
    asm.jalr(0, RA, 0);
  }

  @Test
  void recursionIsAStack() {
    recursive(3);
    assertThat(profile(true))
        .isEqualTo(
            Map.of(
                "start", 6L, "start;down", 8L, "start;down;down", 8L, "start;down;down;down", 7L));
  }

  @Test
  void deepRecursionIsBounded() {
    recursive(100_000);
    Map<String, Long> profile = profile(true);
    assertThat(profile).hasSize(CallTree.MAX_DEPTH);
    assertThat(profile.get("start")).isEqualTo(6);
    assertThat(profile.get("start;down")).isEqualTo(8);
    String deepest = "start" + ";down".repeat(CallTree.MAX_DEPTH - 1);
    assertThat(profile.get(deepest)).isEqualTo(8L * (100_000 - (CallTree.MAX_DEPTH - 2)) - 1);
  }

  /** As longjmp does: three functions down, then back to a place in the first. */
  @Test
  void longJumpDropsWhatItLeaves() {
    label("start");
    asm.jal(RA, 8);
    asm.terminate(0);
    label("catches");
    asm.imm(Op.ADDI, A1, RA, 0);
    asm.upper(Op.AUIPC, A0, 0);
    asm.jal(RA, 16); // middle
    nop(); // not reached
    nop(); // a0 + 12: here the long jump ends
    asm.jalr(0, A1, 0);
    label("middle");
    asm.jal(RA, 4);
    label("throws");
    asm.imm(Op.ADDI, RA, A0, 12);
    asm.jalr(0, RA, 0);
    assertThat(profile(true))
        .isEqualTo(
            Map.of(
                "start", 2L,
                "start;catches", 5L,
                "start;catches;middle", 1L,
                "start;catches;middle;throws", 2L));
  }

  /** A return that leaves out the frame between. */
  @Test
  void returnIsMatchedFurtherOut() {
    label("start");
    asm.jal(RA, 8);
    asm.terminate(0);
    label("outer");
    asm.imm(Op.ADDI, A1, RA, 0);
    asm.jal(RA, 4);
    label("inner");
    asm.imm(Op.ADDI, RA, A1, 0);
    asm.jalr(0, RA, 0);
    assertThat(profile(true))
        .isEqualTo(Map.of("start", 2L, "start;outer", 2L, "start;outer;inner", 2L));
    assertThat(profile(false))
        .isEqualTo(
            Map.of(
                "0x00001000", 2L,
                "0x00001000;0x00001008", 2L,
                "0x00001000;0x00001008;0x00001010", 2L));
  }

  @Test
  void markersMakeSpans() {
    name(NAMES, "hash");
    name(NAMES + 16, "in;ner");
    label("start");
    asm.li(A0, NAMES);
    asm.word(csr(0x800, A0));
    asm.jal(RA, 24); // leaf
    asm.imm(Op.ADDI, A0, A0, 16);
    asm.word(csr(0x800, A0));
    nop();
    asm.word(csr(0x801, 0));
    asm.terminate(0);
    label("leaf");
    nop();
    asm.word(csr(0x801, 0)); // not its own: no effect
    asm.jalr(0, RA, 0);
    assertThat(profile(true))
        .isEqualTo(
            Map.of(
                "start", 3L,
                "start;hash", 4L,
                "start;hash;leaf", 3L,
                "start;hash;in;ner", 2L));
  }

  @Test
  void spanEndsWithItsFunction() {
    name(NAMES, "open");
    label("start");
    asm.li(A0, NAMES);
    asm.jal(RA, 12);
    nop();
    asm.terminate(0);
    label("begins");
    asm.word(csr(0x800, A0));
    asm.jalr(0, RA, 0);
    assertThat(profile(true))
        .isEqualTo(Map.of("start", 5L, "start;begins", 1L, "start;begins;open", 1L));
  }

  /** Half a million open spans, in each of which a jump asks for the frame below all of them. */
  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // else ten minutes
  void jumpsCostNoMoreInManySpans() {
    int spans = 1 << 19;
    label("start");
    asm.upper(Op.AUIPC, T0 + 1, 0);
    asm.li(A1, spans);
    int loop = asm.size();
    asm.word(csr(0x800, 0));
    asm.jalr(0, T0 + 1, 4 * (loop + 2));
    asm.imm(Op.ADDI, A1, A1, -1);
    asm.branch(Op.BNE, A1, 0, -12);
    asm.terminate(0);
    Map<String, Long> profile = profile(true);
    assertThat(profile).hasSize(CallTree.MAX_DEPTH);
    assertThat(profile.values().stream().mapToLong(n -> n).sum()).isEqualTo(loop + 4L * spans + 1);
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // else minutes
  void aGuestThatOpensSpansForEverIsCancelled() {
    asm.upper(Op.AUIPC, T0 + 1, 0);
    asm.word(csr(0x800, 0));
    asm.jalr(0, T0 + 1, 4);
    Program program =
        Transpiler.transpile(TEXT, asm.words(), TEXT, memory.build(), SymbolTable.empty());
    AtomicInteger checkpoints = new AtomicInteger();
    ExecutionLimits limits =
        ExecutionLimits.standard()
            .withCheckpoint(() -> {
              if (checkpoints.incrementAndGet() == 5) {
                throw new CancelledException();
              }
            });
    ProfiledRun run = Executor.profile(program, GuestInput.empty(), limits);
    assertThatThrownBy(() -> run.run(Long.MAX_VALUE)).isInstanceOf(CancelledException.class);
    assertThat(run.take().stream().mapToLong(StackNode::instructions).sum()).isEqualTo(4L << 20);
  }

  /** More spans than are kept: the frame of their function is forgotten, and a return is a jump. */
  @Test
  void spansOfAForgottenFrameAreLeftTogether() {
    CallTree tree = tree(program(8));
    CallStack stack = new CallStack(tree, Functions.of(program(8)), 0);
    for (int i = 0; i < 3 << 19; i++) {
      stack.begin("open");
    }
    int open = stack.node();
    assertThat(stack.returnsTo(3)).isFalse();
    stack.end();
    assertThat(stack.node()).isEqualTo(open); // all that is deeper stands beside it
    stack.call(3, 5);
    assertThat(stack.returnsTo(3)).isTrue();
    stack.back(3);
    assertThat(stack.node()).isEqualTo(open);
  }

  /** A pointer to nowhere, no text, text without end, bytes that are no UTF-8. */
  @Test
  void hostileSpanNames() {
    name(NAMES, "a\n\u0007b");
    memory.word(MemoryImage.MEMORY, NAMES + 64, 0xff);
    name(NAMES + 128, "x".repeat(300));
    label("start");
    for (int address : new int[] {NAMES, NAMES + 64, NAMES + 128, -4, 0}) {
      asm.li(A0, address);
      asm.word(csr(0x800, A0));
      asm.word(csr(0x801, 0));
    }
    asm.terminate(0);
    assertThat(profile(true).keySet())
        .containsExactlyInAnyOrder(
            "start",
            "start;a\ufffd\ufffdb",
            "start;\ufffd",
            "start;" + "x".repeat(64),
            "start;(unnamed)");
  }

  /** A guest that makes up ever new names cannot fill the memory of the host. */
  @Test
  void stacksAreBounded() {
    CallTree tree = tree(program(8));
    for (int i = 0; i < 10_000; i++) {
      tree.spanBelow(CallTree.ROOT, "name " + i);
    }
    CallTree walk = tree(program(400_000));
    int node = CallTree.ROOT;
    for (int i = 0; i < 300_000; i++) {
      node = walk.functionBelow(i % 7 == 0 ? CallTree.ROOT : node, i);
      walk.executed(node, i, 1);
    }
    List<StackNode> stacks = walk.take();
    assertThat(stacks).hasSizeLessThanOrEqualTo(2 * CallTree.MAX_NODES + 1);
    assertThat(stacks.stream().mapToLong(StackNode::instructions).sum()).isPositive();
    assertThat(tree.take()).hasSizeLessThan(5000);
    for (int i = 1; i < stacks.size(); i++) {
      assertThat(stacks.get(i).parent()).isBetween(0, i - 1);
    }
  }

  /** Every stack may execute every block: they are added up in time, and none is lost. */
  @Test
  void blocksAreBounded() {
    int rows = 4096;
    int spans = 2000;
    CallTree tree = tree(program(rows));
    for (int i = 0; i < spans; i++) {
      int node = tree.spanBelow(CallTree.ROOT, "span " + i);
      for (int row = 0; row < rows; row++) {
        tree.executed(node, row, i);
        assertThat(tree.slots() <= CallTree.MAX_SLOTS).isTrue();
      }
    }
    List<StackNode> stacks = tree.take();
    assertThat(stacks).hasSize(spans + 1);
    for (int i = 0; i < spans; i++) {
      assertThat(stacks.get(i + 1).instructions()).isEqualTo((long) i * rows);
    }
    assertThat(tree.take()).allMatch(stack -> stack.instructions() == 0);
  }

  /** A function has one name in all stacks, and none as long as its file. */
  @Test
  void namesAreBounded() {
    Program program =
        Transpiler.transpile(
            TEXT,
            new int[8],
            TEXT,
            MemoryImage.builder().build(),
            SymbolTable.of(
                Map.of(TEXT, "f".repeat(1_000_000), TEXT + 4, "\ud83c\udf0b".repeat(500))));
    CallTree tree = tree(program);
    int node = CallTree.ROOT;
    for (int i = 0; i < 100; i++) {
      node = tree.functionBelow(tree.functionBelow(node, 0), 1);
    }
    List<StackNode> stacks = tree.take();
    assertThat(stacks).hasSize(201);
    assertThat(stacks.get(1).name()).isEqualTo("f".repeat(Functions.MAX_NAME - 1) + "…");
    assertThat(stacks.get(2).name()).hasSize(Functions.MAX_NAME).endsWith("\udf0b\ufffd…");
    for (int i = 3; i < stacks.size(); i++) {
      assertThat(stacks.get(i).name()).isSameAs(stacks.get(i - 2).name());
    }
  }

  private static Program program(int size) {
    return Transpiler.transpile(
        TEXT, new int[size], TEXT, MemoryImage.builder().build(), SymbolTable.empty());
  }

  private static CallTree tree(Program program) {
    Functions functions = Functions.of(program);
    return new CallTree(functions, new BlockCode(program, functions));
  }

  /** csrrw x0, csr, rs1. */
  private static int csr(int number, int rs1) {
    return number << 20 | rs1 << 15 | 1 << 12 | 0x73;
  }
}
