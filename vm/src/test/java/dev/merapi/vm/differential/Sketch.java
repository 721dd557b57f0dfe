package dev.merapi.vm.differential;

import dev.merapi.vm.isa.Op;
import java.util.List;

/**
 * A program before it has addresses: a tree of instructions, forward skips, loops and calls, so
 * that any part of it can be taken out and what is left still ends. Registers are numbers 0 to 31;
 * those below {@link #FREE} belong to {@link Lowering} and are only read.
 *
 * @param main what runs
 * @param functions what {@link Call} names; one calls only those before it
 * @param exitCode 0 to 255
 * @param dataSeed of the words that memory begins with; 0: all zero
 */
record Sketch(List<Node> main, List<List<Node>> functions, int exitCode, long dataSeed) {
  /** The first register that nodes write. */
  static final int FREE = 10;

  /** A piece of a program. */
  sealed interface Node {}

  /**
   * One instruction of the forms REG, IMM and CONST_JUMP (but JAL) or a FENCE.
   *
   * @param second rs2, the immediate, or the constant's upper bits
   */
  record Plain(Op op, int rd, int rs1, int second) implements Node {}

  /** A constant into a register. */
  record Constant(int rd, int value) implements Node {}

  /**
   * A load or store in the data area.
   *
   * @param data the register loaded or stored
   * @param index a register that takes part in the address, 0 for none
   * @param offset of the address, a multiple of the access's size
   */
  record Access(Op op, int data, int index, int offset) implements Node {}

  /** Shows a register as a word of the public values. */
  record Reveal(int register, int word) implements Node {}

  /** A branch, JAL or JALR over {@code body}; a jump writes {@code first}. */
  record Skip(Op op, int first, int second, List<Node> body) implements Node {}

  /** {@code rounds} rounds of {@code body}, each ending in a checksum of all registers. */
  record Loop(Op op, int rounds, List<Node> body) implements Node {}

  /** A call of a function. */
  record Call(int function) implements Node {}

  /** Nodes of {@code list}, those within others too. */
  static int count(List<Node> list) {
    int count = 0;
    for (Node node : list) {
      count +=
          switch (node) {
            case Skip skip -> 1 + count(skip.body());
            case Loop loop -> 1 + count(loop.body());
            default -> 1;
          };
    }
    return count;
  }

  /** Nodes of main and functions. */
  int size() {
    return count(main) + functions.stream().mapToInt(Sketch::count).sum();
  }

  /** One line a node. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int f = 0; f < functions.size(); f++) {
      text.append("function ").append(f).append('\n');
      print(functions.get(f), "  ", text);
    }
    text.append("main, exit code ").append(exitCode).append(", data of ").append(dataSeed);
    print(main, "  ", text.append('\n'));
    return text.toString();
  }

  private static void print(List<Node> list, String indent, StringBuilder text) {
    for (Node node : list) {
      text.append(indent);
      switch (node) {
        case Skip(Op op, int first, int second, List<Node> body) -> {
          text.append("%s x%d x%d over%n".formatted(op, first, second));
          print(body, indent + "  ", text);
        }
        case Loop(Op op, int rounds, List<Node> body) -> {
          text.append("%d rounds, %s%n".formatted(rounds, op));
          print(body, indent + "  ", text);
        }
        default -> text.append(node).append('\n');
      }
    }
  }
}
