package dev.merapi.vm.profile;

import java.util.Arrays;

/**
 * The call stack of a running guest, told from its jumps alone. What does not return where it was
 * called from (longjmp, threads of the guest's own making) is met by looking for the frame that the
 * jump goes back to; where there is none, the jump counts as one to another function in the place
 * of the innermost.
 */
public final class CallStack {
  private static final int MAX_FRAMES = 1 << 20;

  /** Frames looked at, from the innermost, for the one that a return goes to. */
  private static final int SEARCH = 1024;

  private static final int NOWHERE = -1;
  private static final int SPAN = -2;

  private final CallTree tree;
  private final Functions functions;
  private int[] returns = new int[256];
  private int[] nodes = new int[256];

  /** Spans open in the function of a frame, with the frame itself. */
  private int[] spans = new int[256];

  private int top;

  /** The stack of a guest that begins at a row. */
  public CallStack(CallTree tree, Functions functions, int row) {
    this.tree = tree;
    this.functions = functions;
    returns[0] = NOWHERE;
    nodes[0] = tree.functionBelow(CallTree.ROOT, functions.called(row));
    tree.entered(nodes[0]);
  }

  /** The node of the stack as it is. */
  public int node() {
    return nodes[top];
  }

  /** A call to {@code target} that is to return to {@code back}. */
  public void call(int back, int target) {
    push(back, tree.functionBelow(nodes[top], functions.called(target)), 0);
  }

  /** The guest marks the beginning of a span in the function that runs. */
  public void begin(String span) {
    push(SPAN, tree.spanBelow(nodes[top], span), spans[top] + 1);
  }

  /** The guest marks the end of the innermost span; without effect outside its function. */
  public void end() {
    if (returns[top] == SPAN) {
      top--;
    }
  }

  private void push(int back, int node, int open) {
    tree.entered(node);
    if (top + 1 == returns.length) {
      room();
    }
    top++;
    returns[top] = back;
    nodes[top] = node;
    spans[top] = open;
  }

  /** Makes room for a frame, if need be by forgetting the outer half of the stack. */
  private void room() {
    if (returns.length < MAX_FRAMES) {
      returns = Arrays.copyOf(returns, 2 * returns.length);
      nodes = Arrays.copyOf(nodes, 2 * nodes.length);
      spans = Arrays.copyOf(spans, 2 * spans.length);
      return;
    }
    int kept = (top + 1) / 2;
    System.arraycopy(returns, top + 1 - kept, returns, 0, kept);
    System.arraycopy(nodes, top + 1 - kept, nodes, 0, kept);
    System.arraycopy(spans, top + 1 - kept, spans, 0, kept);
    returns[0] = NOWHERE;
    top = kept - 1;
  }

  /** A return to {@code target}. */
  public void back(int target) {
    int frame = frame();
    if (returns[frame] != target) {
      frame = returningTo(target, frame);
    }
    if (frame > 0) {
      top = frame - 1;
    } else {
      unwind(functions.at(target, tree.function(nodes[top])));
    }
    jump(target);
  }

  /** Whether the innermost function would return to {@code target}. */
  public boolean returnsTo(int target) {
    return returns[frame()] == target;
  }

  /** A jump within a function, or from one to another that takes its place. */
  public void jump(int target) {
    int current = tree.function(nodes[top]);
    int next = functions.at(target, current);
    if (next != current) {
      top = frame();
      nodes[top] = tree.functionBelow(tree.parent(nodes[top]), next);
      tree.entered(nodes[top]);
    }
  }

  /** The innermost frame of a function, or the outermost left of its spans. */
  private int frame() {
    return Math.max(0, top - spans[top]);
  }

  /** The frame that returns to {@code target}; 0 if none is found. */
  private int returningTo(int target, int from) {
    int last = Math.max(0, from - SEARCH);
    for (int frame = from; frame > last; frame--) {
      if (returns[frame] == target) {
        return frame;
      }
    }
    return 0;
  }

  /** Drops what is above the innermost frame of a function, if one is found. */
  private void unwind(int function) {
    int last = Math.max(-1, top - SEARCH);
    for (int frame = top; frame > last; frame--) {
      if (tree.function(nodes[frame]) == function) {
        top = frame;
        return;
      }
    }
  }
}
