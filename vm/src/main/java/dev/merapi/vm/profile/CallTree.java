package dev.merapi.vm.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The distinct call stacks of an execution as a tree that grows while it runs, with what was
 * executed in each. Bounded: frames deeper than {@link #MAX_DEPTH} stand beside one another at that
 * depth, and stacks beyond {@link #MAX_NODES} below one node for all. What was executed in a stack
 * is kept by block as long as there is room, and else by operation.
 */
public final class CallTree {
  /** Frames of a stack that are told apart. */
  public static final int MAX_DEPTH = 512;

  /** Stacks that are told apart. */
  public static final int MAX_NODES = 1 << 16;

  /** Blocks that executions are counted by, in all stacks together. */
  static final int MAX_SLOTS = 1 << 21;

  /** The node above all functions; nothing is executed in it. */
  public static final int ROOT = 0;

  private static final int MAX_SPAN_NAMES = 1 << 12;
  private static final int NO_FUNCTION = -1;
  private static final long[] NOTHING = new long[BlockCode.OPS];

  private record Key(int parent, StackNode.Kind kind, int id) {}

  private final Functions functions;
  private final BlockCode code;
  private final Map<Key, Integer> children = new HashMap<>();
  private final List<Key> keys = new ArrayList<>();
  private final List<String> spanNames = new ArrayList<>();
  private final Map<String, Integer> spanIds = new HashMap<>();
  private final List<@Nullable RowCounts> blocks = new ArrayList<>();
  private final List<long @Nullable []> executions = new ArrayList<>();
  private int slots;
  private int[] depth = new int[64];
  private int[] function = new int[64];
  private int[] lastChild = new int[64];
  private long[] calls = new long[64];
  private long[] hintWords = new long[64];

  /** The node of stacks that are too many; {@link #ROOT} as long as there are none. */
  private int other = ROOT;

  /**
   * The empty tree.
   *
   * @param code tells what blocks are made of
   */
  public CallTree(Functions functions, BlockCode code) {
    this.functions = functions;
    this.code = code;
    append(new Key(ROOT, StackNode.Kind.ROOT, 0), 0, NO_FUNCTION);
  }

  /** The node of a function called from a node. */
  public int functionBelow(int parent, int called) {
    return child(parent, StackNode.Kind.FUNCTION, called, called);
  }

  /** The node of a marked span within a node. */
  public int spanBelow(int parent, String name) {
    Integer id = spanIds.get(name);
    if (id == null) {
      if (spanNames.size() == MAX_SPAN_NAMES) {
        return other();
      }
      id = spanNames.size();
      spanIds.put(name, id);
      spanNames.add(name);
    }
    return child(parent, StackNode.Kind.SPAN, id, function[parent]);
  }

  private int child(int under, StackNode.Kind kind, int id, int inFunction) {
    int parent = depth[under] >= MAX_DEPTH ? parent(under) : under;
    int last = lastChild[parent];
    if (last > 0 && is(last, kind, id)) {
      return last;
    }
    Key key = new Key(parent, kind, id);
    Integer known = children.get(key);
    if (known == null) {
      if (keys.size() >= MAX_NODES && parent != other()) {
        return child(other(), kind, id, inFunction);
      }
      if (keys.size() >= 2 * MAX_NODES) {
        return other();
      }
      known = append(key, depth[parent] + 1, inFunction);
    }
    lastChild[parent] = known;
    return known;
  }

  private int other() {
    if (other == ROOT) {
      other = append(new Key(ROOT, StackNode.Kind.OTHER, 0), 1, NO_FUNCTION);
    }
    return other;
  }

  private boolean is(int node, StackNode.Kind kind, int id) {
    Key key = keys.get(node);
    return key.id == id && key.kind == kind;
  }

  private int append(Key key, int level, int inFunction) {
    int node = keys.size();
    if (node == depth.length) {
      depth = Arrays.copyOf(depth, 2 * node);
      function = Arrays.copyOf(function, 2 * node);
      lastChild = Arrays.copyOf(lastChild, 2 * node);
      calls = Arrays.copyOf(calls, 2 * node);
      hintWords = Arrays.copyOf(hintWords, 2 * node);
    }
    keys.add(key);
    blocks.add(null);
    executions.add(null);
    children.put(key, node);
    depth[node] = level;
    function[node] = inFunction;
    return node;
  }

  /** The node that a node is below. */
  public int parent(int node) {
    return keys.get(node).parent;
  }

  /** The function whose code runs in a node; -1 if that is not known. */
  public int function(int node) {
    return function[node];
  }

  /** Counts one more entry into a node. */
  public void entered(int node) {
    calls[node]++;
  }

  /** Counts executions, in a node, of the block that begins at a row. */
  public void executed(int node, int row, long times) {
    RowCounts counts = blocks.get(node);
    if (counts == null) {
      counts = new RowCounts();
      blocks.set(node, counts);
      slots += counts.slots();
    }
    int before = counts.slots();
    counts.add(row, times);
    slots += counts.slots() - before;
    if (slots > MAX_SLOTS) {
      addUp();
    }
  }

  /** Turns executions of blocks into those of their operations. */
  private void addUp() {
    for (int node = 0; node < keys.size(); node++) {
      RowCounts counts = blocks.get(node);
      if (counts != null) {
        long[] known = executions.get(node);
        long[] sum = known == null ? new long[BlockCode.OPS] : known;
        counts.forEach((row, times) -> code.add(row, times, sum));
        executions.set(node, sum);
        blocks.set(node, null);
      }
    }
    slots = 0;
  }

  /** Room taken by what is kept by block. */
  int slots() {
    return slots;
  }

  /** Counts words that a hint instruction wrote in a node. */
  public void hinted(int node, int words) {
    hintWords[node] += words;
  }

  /**
   * What was counted since the last time, which begins anew. Every node stands behind its parent;
   * the numbers of nodes never change.
   */
  public List<StackNode> take() {
    addUp();
    List<StackNode> nodes = new ArrayList<>();
    for (int node = 0; node < keys.size(); node++) {
      long[] executed = executions.get(node);
      Key key = keys.get(node);
      nodes.add(
          new StackNode(
              node == ROOT ? -1 : key.parent,
              key.kind,
              name(key),
              key.kind == StackNode.Kind.FUNCTION ? functions.address(key.id) : -1,
              calls[node],
              executed == null ? NOTHING : executed,
              hintWords[node]));
      executions.set(node, null);
    }
    Arrays.fill(calls, 0);
    Arrays.fill(hintWords, 0);
    return nodes;
  }

  private String name(Key key) {
    return switch (key.kind) {
      case ROOT -> "";
      case OTHER -> "(more stacks)";
      case FUNCTION -> functions.name(key.id);
      case SPAN -> spanNames.get(key.id);
    };
  }
}
