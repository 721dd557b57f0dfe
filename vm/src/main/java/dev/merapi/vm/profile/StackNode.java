package dev.merapi.vm.profile;

import dev.merapi.vm.isa.Op;

/**
 * One call stack, and what was executed in its innermost frame.
 *
 * @param parent the stack without its innermost frame, by its number; -1 for the empty stack
 * @param kind what the innermost frame is
 * @param name the name of the function or span, safe to print on a line
 * @param address where the function begins, or -1
 * @param calls how often the frame was entered
 * @param executions by id of the operation; not to be changed
 * @param hintBufferWords words that HINT_BUFFER wrote
 */
@SuppressWarnings("ArrayRecordComponent")
public record StackNode(
    int parent,
    Kind kind,
    String name,
    int address,
    long calls,
    long[] executions,
    long hintBufferWords) {

  /** What a frame is. */
  public enum Kind {
    /** Above all functions. */
    ROOT,
    /** A function that was called. */
    FUNCTION,
    /** A stretch that the guest marked. */
    SPAN,
    /** Stacks that were too many to be told apart. */
    OTHER
  }

  /** Instructions executed in this frame itself. */
  public long instructions() {
    long all = 0;
    for (long times : executions) {
      all += times;
    }
    return all;
  }

  /** Rows that executions of an operation have in the table of their chip. */
  public long rows(Op op) {
    return switch (op) {
      case HINT_BUFFER -> hintBufferWords;
      case TERMINATE -> 0;
      default -> executions[op.id()];
    };
  }
}
