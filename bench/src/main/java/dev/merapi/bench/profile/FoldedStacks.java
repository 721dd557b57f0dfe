package dev.merapi.bench.profile;

import dev.merapi.sdk.profile.Frame;
import dev.merapi.sdk.profile.Profile;
import java.util.ArrayList;
import java.util.List;

/**
 * A profile as text that many tools read: a line for each call stack with the names of its frames,
 * outermost first, semicolons between, and what was executed in the innermost. Semicolons in names
 * become colons.
 */
public final class FoldedStacks {
  private FoldedStacks() {}

  /** The lines, in the order the stacks were first entered; those of weight 0 are left out. */
  public static String of(Profile profile, Weight weight) {
    StringBuilder text = new StringBuilder();
    List<String> stacks = new ArrayList<>();
    for (Frame frame : profile.frames()) {
      String stack =
          frame.parent() < 0
              ? frame.stackName()
              : stacks.get(frame.parent()) + ";" + frame.stackName();
      stacks.add(stack);
      long self = weight.of(frame.self());
      if (self > 0) {
        text.append(stack).append(' ').append(self).append('\n');
      }
    }
    return text.toString();
  }
}
