package dev.merapi.vm.executor;

import dev.merapi.vm.isa.Decoder;
import dev.merapi.vm.profile.BlockCode;
import dev.merapi.vm.profile.CallStack;
import dev.merapi.vm.profile.CallTree;
import dev.merapi.vm.profile.Functions;
import dev.merapi.vm.profile.StackNode;
import dev.merapi.vm.program.Program;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Executes a program block by block with the {@link PlainLoop} and tells a {@link CallStack} of the
 * jumps between them. Counted are executions of blocks, so that a block costs one addition.
 *
 * <p>Calls and returns are told by the link registers, ra and t0, as the manual's hints for return
 * address prediction have it.
 */
final class ProfileLoop {
  private static final int RA = 1;
  private static final int T0 = 5;
  private static final int MAX_SPAN_NAME = 64;

  private final GuestState state;
  private final Program program;
  private final PlainLoop loop;
  private final BlockCode blocks;
  private final CallTree tree;
  private final CallStack stack;

  ProfileLoop(GuestState state) {
    this.state = state;
    this.program = state.program;
    this.loop = new PlainLoop(state);
    Functions functions = Functions.of(program);
    this.blocks = new BlockCode(program, functions);
    this.tree = new CallTree(functions, blocks);
    this.stack = new CallStack(tree, functions, state.startIndex);
  }

  boolean terminated() {
    return loop.terminated();
  }

  int index() {
    return loop.index();
  }

  /** What was executed since this was asked before. */
  List<StackNode> take() {
    return tree.take();
  }

  /**
   * Executes until TERMINATE or until {@code budget} instructions are done.
   *
   * @return the number executed
   */
  long run(long budget) {
    long left = budget;
    while (left > 0 && !loop.terminated()) {
      int at = loop.index();
      if (at == program.size()) {
        throw state.noInstruction(at);
      }
      int length = blocks.length(at);
      if (length <= left) {
        left -= length;
        int node = stack.node();
        int last = at + length - 1;
        int words = hintWords(last);
        loop.run(length);
        tree.executed(node, at, 1);
        if (words > 0) {
          tree.hinted(node, words);
        }
        follow(last);
      } else { // the rest of the block is taken off again, as it is executed later
        tree.executed(stack.node(), at, 1);
        tree.executed(stack.node(), at + (int) left, -1);
        loop.run(left);
        left = 0;
      }
    }
    return budget - left;
  }

  /** Words that the hint buffer of a row will write; 0 for all else. */
  private int hintWords(int row) {
    return program.op(row) == Alu.HINT_BUFFER ? state.x[program.b(row)] : 0;
  }

  /** Tells the stack where execution has gone from the last row of a block. */
  private void follow(int row) {
    int next = loop.index();
    switch (program.op(row)) {
      case Alu.JAL -> {
        if (isLink(program.a(row))) {
          stack.call(row + 1, next);
        } else {
          stack.jump(next);
        }
      }
      case Alu.JALR -> indirect(row, next);
      case Alu.PHANTOM -> marker(row, next);
      case Alu.TERMINATE -> {}
      default -> {
        if (next < program.size()) {
          stack.jump(next);
        }
      }
    }
  }

  private void indirect(int row, int next) {
    int destination = program.a(row);
    int source = program.b(row);
    if (isLink(destination)) {
      if (isLink(source) && source != destination && stack.returnsTo(next)) {
        stack.back(next);
      }
      stack.call(row + 1, next);
    } else if (isLink(source) || stack.returnsTo(next)) {
      stack.back(next);
    } else {
      stack.jump(next);
    }
  }

  private static boolean isLink(int register) {
    return register == RA || register == T0;
  }

  private void marker(int row, int next) {
    switch (Decoder.marker(program.word(row))) {
      case Decoder.SPAN_BEGINS -> stack.begin(spanName(state.x[Decoder.rs1(program.word(row))]));
      case Decoder.SPAN_ENDS -> stack.end();
      default -> {}
    }
    if (next < program.size()) {
      stack.jump(next);
    }
  }

  private String spanName(int pointer) {
    byte[] bytes = new byte[MAX_SPAN_NAME];
    int length = 0;
    for (; length < bytes.length; length++) {
      int address = pointer + length;
      byte c =
          (address & GuestState.BAD_ADDRESS) == 0
              ? (byte) Alu.loadByte(state.load(address & ~3), address)
              : 0;
      if (c == 0) {
        break;
      }
      bytes[length] = c;
    }
    return length == 0
        ? "(unnamed)"
        : Functions.printable(new String(bytes, 0, length, StandardCharsets.UTF_8));
  }
}
