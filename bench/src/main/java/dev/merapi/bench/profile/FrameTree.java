package dev.merapi.bench.profile;

import dev.merapi.sdk.profile.Profile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The frames of a profile from the outermost inwards; stacks may be deep, so without recursion. */
final class FrameTree {
  private final List<List<Integer>> children = new ArrayList<>();
  private final List<Integer> roots = new ArrayList<>();
  private final int[] depth;

  FrameTree(Profile profile) {
    depth = new int[profile.frames().size()];
    for (int i = 0; i < depth.length; i++) {
      children.add(new ArrayList<>());
      int parent = profile.frames().get(i).parent();
      (parent < 0 ? roots : children.get(parent)).add(i);
      depth[i] = parent < 0 ? 0 : depth[parent] + 1;
    }
  }

  /** The outermost frames. */
  List<Integer> roots() {
    return roots;
  }

  /** The frames entered from a frame, in the order they first were. */
  List<Integer> children(int frame) {
    return children.get(frame);
  }

  /** Frames above a frame. */
  int depth(int frame) {
    return depth[frame];
  }

  /** All frames, each followed by those entered from it. */
  List<Integer> inOrder() {
    List<Integer> order = new ArrayList<>();
    Deque<Integer> open = new ArrayDeque<>(roots);
    while (!open.isEmpty()) {
      int frame = open.pop();
      order.add(frame);
      children.get(frame).reversed().forEach(open::push);
    }
    return order;
  }
}
