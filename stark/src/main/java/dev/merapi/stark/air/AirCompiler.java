package dev.merapi.stark.air;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs an {@link Air}'s definition once and turns what it said into a {@link CompiledAir}. */
public final class AirCompiler {

  private AirCompiler() {}

  /**
   * Compiles {@code air}.
   *
   * @param maxDegree degree limit of every constraint, LogUp's included: 3 at blowup 2, 5 at blowup
   *     4, 9 at blowup 8
   * @throws AirDefinitionException naming the AIR and the constraint or interaction that breaks a
   *     rule
   */
  public static CompiledAir compile(Air air, int maxDegree) {
    AirRecorder recorder = new AirRecorder();
    try {
      air.define(new AirBuilder(recorder));
    } catch (AirDefinitionException e) {
      throw new AirDefinitionException("AIR " + air.name() + ": " + e.getMessage());
    }
    Columns columns = air.columns();
    BaseDag dag = new BaseDag(air.name(), columns);
    List<CompiledAir.NamedNode> constraints = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (AirRecorder.Constraint c : recorder.constraints) {
      int node = dag.lower(c.expression());
      if (dag.nodes().get(node) instanceof BaseNode.Constant k) {
        if (k.value() == 0) {
          continue;
        }
        throw new AirDefinitionException(
            "AIR " + air.name() + ", constraint '" + c.name() + "' is a nonzero constant");
      }
      String name = c.name();
      for (int i = 2; !names.add(name); i++) {
        name = c.name() + " (" + i + ")";
      }
      constraints.add(new CompiledAir.NamedNode(name, node));
    }
    List<Interaction> interactions = new ArrayList<>();
    for (AirRecorder.Interaction i : recorder.interactions) {
      interactions.add(lower(dag, i));
    }
    interactions.removeIf(
        i -> dag.nodes().get(i.multiplicity()) instanceof BaseNode.Constant k && k.value() == 0);
    return prune(
        new CompiledAir.Parts(
            air.name(),
            maxDegree,
            columns.mainWidth(),
            columns.committedWidth(),
            air.fixedLogHeight().orElse(-1),
            air.lastRowIsSilent(),
            dag.nodes(),
            constraints,
            interactions),
        columns);
  }

  private static Interaction lower(BaseDag dag, AirRecorder.Interaction i) {
    return new Interaction(
        i.bus(),
        i.direction(),
        i.countWeight(),
        dag.lower(i.multiplicity()),
        i.message().stream().map(dag::lower).toList());
  }

  /** Drops the nodes nothing refers to, keeping the order of the others. */
  private static CompiledAir prune(CompiledAir.Parts p, Columns columns) {
    List<BaseNode> nodes = p.base();
    boolean[] live = new boolean[nodes.size()];
    p.constraints().forEach(c -> live[c.node()] = true);
    for (Interaction i : p.interactions()) {
      live[i.multiplicity()] = true;
      i.message().forEach(m -> live[m] = true);
    }
    for (int i = nodes.size() - 1; i >= 0; i--) {
      if (live[i]) {
        for (int operand : BaseNode.operands(nodes.get(i))) {
          live[operand] = true;
        }
      }
    }
    int[] to = new int[nodes.size()];
    Arrays.fill(to, -1);
    List<BaseNode> kept = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      if (live[i]) {
        to[i] = kept.size();
        kept.add(BaseNode.remap(nodes.get(i), to));
      }
    }
    List<CompiledAir.NamedNode> constraints =
        p.constraints().stream()
            .map(c -> new CompiledAir.NamedNode(c.name(), to[c.node()]))
            .toList();
    List<Interaction> interactions =
        p.interactions().stream()
            .map(i ->
                new Interaction(
                    i.bus(),
                    i.direction(),
                    i.countWeight(),
                    to[i.multiplicity()],
                    i.message().stream().map(m -> to[m]).toList()))
            .toList();
    Map<Integer, String> main = new HashMap<>();
    Map<Integer, String> committed = new HashMap<>();
    columns.all().forEach(c -> (c.committed() ? committed : main).put(c.index(), c.name()));
    return CompiledAir.assemble(
        new CompiledAir.Parts(
            p.name(),
            p.maxDegree(),
            p.mainWidth(),
            p.committedWidth(),
            p.fixedLogHeight(),
            p.lastRowSilent(),
            kept,
            constraints,
            interactions),
        main,
        committed);
  }
}
