package dev.merapi.sdk.profile;

/**
 * What a function, or a span of one name, costs in all call stacks together.
 *
 * @param kind what it is
 * @param name as in {@link Frame}
 * @param address as in {@link Frame}
 * @param calls how often it was entered
 * @param self what was executed in it
 * @param total what was executed in it and in all that it called; once where it calls itself
 */
public record FunctionCost(
    Frame.Kind kind, String name, long address, long calls, Cost self, Cost total) {

  /** As {@link Frame#title}. */
  public String title() {
    return Frame.title(kind, name);
  }
}
