package dev.merapi.sdk.error;

/**
 * The guest ended in failure, so there is nothing to prove: it terminated with an exit code other
 * than 0, or it trapped (unknown instruction, address out of range) and has no exit code.
 */
public final class GuestFailedException extends MerapiException {

  private static final long serialVersionUID = 1L;

  /** The exit code reported for a guest that trapped. */
  public static final int TRAPPED = -1;

  private final int exitCode;
  private final long pc;
  private final String symbol;

  /**
   * Creates the exception.
   *
   * @param message one line
   * @param exitCode the guest's exit code, or {@link #TRAPPED}
   * @param pc the program counter of the last instruction
   * @param symbol the function holding it, or the empty string when the ELF names none
   */
  public GuestFailedException(String message, int exitCode, long pc, String symbol) {
    super(message, null);
    this.exitCode = exitCode;
    this.pc = pc;
    this.symbol = symbol;
  }

  /** The guest's exit code, or {@link #TRAPPED}. */
  public int exitCode() {
    return exitCode;
  }

  /** The program counter of the last instruction. */
  public long pc() {
    return pc;
  }

  /** The function holding that instruction, or the empty string when the ELF names none. */
  public String symbol() {
    return symbol;
  }

  @Override
  public String kind() {
    return "guest-failed";
  }
}
