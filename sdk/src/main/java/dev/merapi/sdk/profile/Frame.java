package dev.merapi.sdk.profile;

/**
 * One call stack of a run: a frame, and the stack it was entered from.
 *
 * @param parent position of that stack among the frames of the {@link Profile}, which is lower than
 *     this one's; -1 for the outermost
 * @param kind what the frame is
 * @param name the symbol of the function or the name of the span, without control characters
 * @param address where the function begins; -1 for all but functions
 * @param calls how often it was entered
 * @param self what was executed in the frame itself
 */
public record Frame(int parent, Kind kind, String name, long address, long calls, Cost self) {

  /** What a frame is. */
  public enum Kind {
    /** A function. */
    FUNCTION,
    /** A stretch of a function that the guest has marked. */
    SPAN,
    /** Stacks that were too many to be told apart. */
    OTHER
  }

  /**
   * The name as it is shown: that of a span in brackets, so that it is not taken for a function.
   */
  public String title() {
    return title(kind, name);
  }

  /** The {@link #title} as an element of a stack written with semicolons. */
  public String stackName() {
    return title().replace(';', ':');
  }

  static String title(Kind kind, String name) {
    return kind == Kind.SPAN ? "[" + name + "]" : name;
  }
}
