package dev.merapi.bench.profile;

import dev.merapi.sdk.profile.Frame;
import dev.merapi.sdk.profile.Profile;
import java.io.IOException;

/**
 * A profile as text that many tools read: a line for each call stack with the names of its frames,
 * outermost first, semicolons between, and what was executed in the innermost. Semicolons in names
 * become colons.
 */
public final class FoldedStacks {
  private FoldedStacks() {}

  /**
   * Writes the lines, one at a time: all are as many as there are stacks, each as long as its stack
   * is deep. A stack is followed by those entered from it; those of weight 0 are left out.
   *
   * @throws IOException if {@code out} throws it
   */
  public static void write(Profile profile, Weight weight, Appendable out) throws IOException {
    FrameTree tree = new FrameTree(profile);
    StringBuilder stack = new StringBuilder();
    int[] length = new int[profile.frames().size()];
    for (int number : tree.inOrder()) {
      Frame frame = profile.frames().get(number);
      stack.setLength(frame.parent() < 0 ? 0 : length[frame.parent()]);
      if (frame.parent() >= 0) {
        stack.append(';');
      }
      stack.append(frame.stackName());
      length[number] = stack.length();
      long self = weight.of(frame.self());
      if (self > 0) {
        out.append(stack).append(' ').append(Long.toString(self)).append('\n');
      }
    }
  }
}
