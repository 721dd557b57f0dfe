package dev.merapi.stark.air;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Derives the extension nodes and constraints of {@link LogUpLayout} from the interactions.
 *
 * <p>A chunk with value φ is constrained by T_k = 0 where T_0 = φ, Π_0 = 1, T_{i+1} = T_i·d_i ∓
 * m_i·Π_i, Π_{i+1} = Π_i·d_i: the form in which a pair costs two extension products.
 */
final class LogUpConstraints {
  private final List<BaseNode> base;
  private final List<Interaction> interactions;
  private final AirValidator validator;
  private final List<ExtNode> nodes = new ArrayList<>();
  private final Map<ExtNode, Integer> known = new HashMap<>();
  private final List<Constraint> constraints = new ArrayList<>();

  LogUpConstraints(
      List<BaseNode> base,
      List<Interaction> interactions,
      AirValidator validator,
      LogUpLayout layout) {
    this.base = new ArrayList<>(base);
    this.interactions = interactions;
    this.validator = validator;
    if (interactions.isEmpty()) {
      return;
    }
    List<List<Integer>> chunks = layout.chunks();
    for (int j = 1; j < chunks.size(); j++) {
      int phi = node(new ExtNode.Aux(j, false));
      add("logup column " + j, chunk(phi, chunks.get(j)), degree(chunks.get(j), 0));
    }
    accumulator(chunks, layout.lastRowSilent());
  }

  /** The base nodes, with the selectors the accumulator needs appended when they were not there. */
  List<BaseNode> base() {
    return List.copyOf(base);
  }

  List<ExtNode> nodes() {
    return List.copyOf(nodes);
  }

  List<Constraint> constraints() {
    return constraints;
  }

  private void accumulator(List<List<Integer>> chunks, boolean lastRowSilent) {
    List<Integer> own = chunks.getFirst();
    int acc = node(new ExtNode.Aux(0, false));
    int used = acc;
    for (int j = 1; j < chunks.size(); j++) {
      used = node(new ExtNode.Add(used, node(new ExtNode.Aux(j, false))));
    }
    add(
        "logup accumulator starts at zero",
        node(new ExtNode.Scale(acc, selector(RowSelector.FIRST))),
        2);
    int step = node(new ExtNode.Sub(node(new ExtNode.Aux(0, true)), used));
    add(
        "logup accumulator runs on",
        node(new ExtNode.Scale(chunk(step, own), selector(RowSelector.TRANSITION))),
        degree(own, 0));
    int sum = node(new ExtNode.ExposedSum());
    int end = node(new ExtNode.Sub(sum, lastRowSilent ? acc : used));
    add(
        "logup accumulator ends at the exposed sum",
        node(new ExtNode.Scale(lastRowSilent ? end : chunk(end, own), selector(RowSelector.LAST))),
        lastRowSilent ? 2 : degree(own, 1));
  }

  private int chunk(int value, List<Integer> members) {
    int t = value;
    int product = -1;
    for (int i : members) {
      Interaction interaction = interactions.get(i);
      int d = node(new ExtNode.Denominator(i));
      int m = interaction.multiplicity();
      int numerator = product < 0 ? node(new ExtNode.Lift(m)) : node(new ExtNode.Scale(product, m));
      int scaled = node(new ExtNode.Mul(t, d));
      t =
          node(
              interaction.direction().sign() > 0
                  ? new ExtNode.Sub(scaled, numerator)
                  : new ExtNode.Add(scaled, numerator));
      if (i != members.getLast()) {
        product = product < 0 ? d : node(new ExtNode.Mul(product, d));
      }
    }
    return t;
  }

  private int degree(List<Integer> chunk, int selectorDegree) {
    return selectorDegree
        + LogUpLayout.degree(
            chunk.stream().map(i -> validator.interactionDegrees(interactions.get(i))).toList());
  }

  private int selector(RowSelector s) {
    BaseNode selector = new BaseNode.Selector(s);
    int at = base.indexOf(selector);
    if (at < 0) {
      base.add(selector);
      at = base.size() - 1;
    }
    return at;
  }

  private int node(ExtNode n) {
    return known.computeIfAbsent(
        n,
        key -> {
          nodes.add(key);
          return nodes.size() - 1;
        });
  }

  private void add(String name, int node, int degree) {
    constraints.add(new Constraint(name, true, node, degree));
  }
}
