package dev.merapi.vm.executor;

import org.jspecify.annotations.Nullable;

/**
 * The guest did what the machine does not do: there is no proof of such an execution. Says what,
 * where (pc, instruction word, nearest symbol) and, for accesses, at which address.
 */
public final class GuestFaultException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Kinds of fault. */
  public enum Fault {
    /** A word that is no instruction of the machine was reached. */
    UNKNOWN_INSTRUCTION("not an instruction of this machine"),
    /** Execution left the text, or jumped to an address that is not a multiple of 4. */
    PC("execution left the program's text"),
    /** A load, store or hint write at an address that is not a multiple of its size. */
    MISALIGNED("misaligned access"),
    /** A load, store or hint write outside the 2^29 bytes of memory. */
    OUT_OF_MEMORY("access outside memory"),
    /** A reveal outside the public values. */
    REVEAL("reveal outside the public values"),
    /** The hint stream has fewer words than asked for. */
    HINT_STREAM("hint stream exhausted"),
    /** {@code hintinput} without an input vector left. */
    NO_INPUT("no input left"),
    /** {@code hintloadbykey} with a key nobody gave a value for. */
    NO_KEY("no hint under this key"),
    /** {@code hintbuffer} of no words. */
    EMPTY_HINT_BUFFER("hintbuffer of 0 words"),
    /** An intrinsic was asked for more than any guest can use. */
    TOO_LARGE("length too large");

    private final String text;

    Fault(String text) {
      this.text = text;
    }
  }

  private final Fault fault;
  private final int pc;
  private final int word;
  private final int address;
  private final @Nullable String symbol;

  GuestFaultException(
      Fault fault, int pc, int word, int address, @Nullable String symbol, String detail) {
    super(message(fault, pc, word, symbol, detail));
    this.fault = fault;
    this.pc = pc;
    this.word = word;
    this.address = address;
    this.symbol = symbol;
  }

  private static String message(
      Fault fault, int pc, int word, @Nullable String symbol, String detail) {
    return "%s%s at pc 0x%08x (word 0x%08x%s)"
        .formatted(
            fault.text,
            detail.isEmpty() ? "" : " (" + detail + ")",
            pc,
            word,
            symbol == null ? "" : ", in " + symbol);
  }

  /** What happened. */
  public Fault fault() {
    return fault;
  }

  /** Where: the pc of the instruction, for {@link Fault#PC} the one that was executed last. */
  public int pc() {
    return pc;
  }

  /** The instruction word at {@link #pc()}. */
  public int word() {
    return word;
  }

  /** The address accessed or jumped to; 0 if the fault has none. */
  public int address() {
    return address;
  }

  /** The nearest symbol before {@link #pc()}, with offset; null if there is none. */
  public @Nullable String symbol() {
    return symbol;
  }
}
