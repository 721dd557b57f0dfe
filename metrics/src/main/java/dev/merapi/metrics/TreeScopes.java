package dev.merapi.metrics;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Labels for the proofs of one aggregation tree: the layer is their {@code group}, the node their
 * {@code idx}. Leaves are counted by themselves; internal nodes are counted through all internal
 * layers, never from 0 again. Ask for the labels in the order of the nodes and run the proofs under
 * them in any. They follow the labels in force where they are asked for, without a segment: a node
 * belongs to none. Thread-safe.
 */
public final class TreeScopes {

  private final AtomicInteger leaves = new AtomicInteger();
  private final AtomicInteger internals = new AtomicInteger();

  /** The labels of a tree that has no proofs yet. */
  public TreeScopes() {}

  /** The labels of the next leaf. */
  public LabelScope leaf() {
    return node(MetricNames.LEAF, leaves.getAndIncrement());
  }

  /**
   * The labels of the next internal node.
   *
   * @param height of its layer; 0 takes in leaves
   */
  public LabelScope internal(int height) {
    return node(internalGroup(height), internals.getAndIncrement());
  }

  /** The labels of the root. */
  public LabelScope root() {
    return node(MetricNames.ROOT, 0);
  }

  /** The labels of the SNARK of the root. */
  public static LabelScope halo2Outer() {
    return layer(MetricNames.HALO2_OUTER);
  }

  /** The labels of the SNARK of that SNARK. */
  public static LabelScope halo2Wrapper() {
    return layer(MetricNames.HALO2_WRAPPER);
  }

  /**
   * Records the parameters of a layer, for whoever reads the metrics later.
   *
   * @param group the layer
   * @param logBlowup base-2 logarithm of the blow-up of its proofs
   * @param children the greatest number of proofs that one of them takes in
   */
  public static void parameters(String group, int logBlowup, int children) {
    layer(group)
        .run(() -> {
          Metrics.absolute(MetricNames.FRI_LOG_BLOWUP, logBlowup);
          Metrics.absolute(MetricNames.NUM_CHILDREN, children);
        });
  }

  /** The group of an internal layer. */
  public static String internalGroup(int height) {
    if (height < 0) {
      throw new IllegalArgumentException("no layer has the height " + height);
    }
    return MetricNames.INTERNAL_PREFIX + height;
  }

  private static LabelScope node(String group, int index) {
    return layer(group).with(MetricNames.IDX, index);
  }

  private static LabelScope layer(String group) {
    return Labels.with(MetricNames.GROUP, group)
        .without(MetricNames.SEGMENT)
        .without(MetricNames.IDX);
  }
}
