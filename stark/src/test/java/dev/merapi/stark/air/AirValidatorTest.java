package dev.merapi.stark.air;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.merapi.stark.air.CompiledAir.NamedNode;
import dev.merapi.stark.air.CompiledAir.Parts;
import dev.merapi.stark.field.KoalaBear;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What no author can say, but bytes can: each part is a valid AIR's but for one thing. */
final class AirValidatorTest {
  private static final String LONG_NAME = "x".repeat(AirValidator.MAX_NAME + 1);
  private static final Bus BUS = new Bus("bus", 1, Bus.Kind.LOOKUP, 1);

  private static final List<BaseNode> NODES =
      List.of(new BaseNode.Main(0, false), new BaseNode.Mul(0, 0), new BaseNode.Mul(1, 1));
  private static final NamedNode SQUARE = new NamedNode("square", 1);
  private static final Interaction LOOKUP = lookup(BUS, 0);

  private static Interaction lookup(Bus bus, int node) {
    return new Interaction(bus, Direction.LOOKUP, 1, 0, List.of(node));
  }

  private static Parts parts(
      String name, int maxDegree, int mainWidth, int committedWidth, int fixedLogHeight) {
    return new Parts(
        name,
        maxDegree,
        mainWidth,
        committedWidth,
        fixedLogHeight,
        false,
        NODES,
        List.of(SQUARE),
        List.of(LOOKUP));
  }

  private static Parts parts(
      List<BaseNode> base, List<NamedNode> constraints, List<Interaction> interactions) {
    return new Parts("air", 3, 1, 0, -1, false, base, constraints, interactions);
  }

  private static Parts with(BaseNode node) {
    return parts(List.of(NODES.get(0), NODES.get(1), node), List.of(SQUARE), List.of(LOOKUP));
  }

  /** Refused, from bytes too. */
  private static void refused(String rule, Parts parts) {
    assertThatThrownBy(() -> CompiledAir.assemble(parts, Map.of(), Map.of()))
        .isInstanceOf(AirDefinitionException.class)
        .hasMessageContaining(rule);
    byte[] bytes = AirCodec.encode(parts);
    assertThatThrownBy(() -> CompiledAir.fromBytes(bytes)).isInstanceOf(AirFormatException.class);
  }

  @Test
  void theAirItselfIsAccepted() throws AirFormatException {
    CompiledAir air =
        CompiledAir.assemble(
            parts("x".repeat(AirValidator.MAX_NAME), 3, 1, 0, -1), Map.of(), Map.of());
    assertThat(CompiledAir.fromBytes(air.toBytes()).toBytes()).isEqualTo(air.toBytes());
  }

  @Test
  void shapesAreInRange() {
    refused("its name is too long", parts("", 3, 1, 0, -1));
    refused("its name is too long", parts(LONG_NAME, 3, 1, 0, -1));
    refused("degree limit 1 ", parts("air", 1, 1, 0, -1));
    refused("degree limit 10 ", parts("air", AirValidator.MAX_DEGREE + 1, 1, 0, -1));
    refused("0 main columns", parts("air", 3, 0, 0, -1));
    refused("main columns", parts("air", 3, AirValidator.MAX_COLUMNS + 1, 0, -1));
    refused("committed columns", parts("air", 3, 1, -1, -1));
    refused("committed columns", parts("air", 3, 1, AirValidator.MAX_COLUMNS + 1, -1));
    refused("fixed log height -2 ", parts("air", 3, 1, 0, -2));
    refused("fixed log height 0 ", parts("air", 3, 1, 0, 0));
    refused("fixed log height 25 ", parts("air", 3, 1, 0, 25));
  }

  @Test
  void thereAreNotTooManyOfAnything() {
    List<BaseNode> nodes = Collections.nCopies(AirValidator.MAX_NODES + 1, NODES.getFirst());
    refused("nodes", parts(nodes, List.of(), List.of()));
    refused(
        "constraints",
        parts(NODES, Collections.nCopies(AirValidator.MAX_CONSTRAINTS + 1, SQUARE), List.of()));
    refused(
        "interactions",
        parts(NODES, List.of(), Collections.nCopies(AirValidator.MAX_INTERACTIONS + 1, LOOKUP)));
  }

  @Test
  void nodesReadWhatIsThere() {
    refused("column 1 of 1 ", with(new BaseNode.Main(1, false)));
    refused("column -1 of 1 ", with(new BaseNode.Main(-1, false)));
    refused("column 1 of 1 ", with(new BaseNode.Main(1, true)));
    refused("column 0 of 0 ", with(new BaseNode.Committed(0, false)));
    refused("public value -1 ", with(new BaseNode.PublicValue(-1)));
    refused("public value 4096 ", with(new BaseNode.PublicValue(AirValidator.MAX_PUBLIC_VALUES)));
    refused("constant -1 ", with(new BaseNode.Constant(-1)));
    refused("is not canonical", with(new BaseNode.Constant(KoalaBear.P)));
    refused("node 2 reads node 2", with(new BaseNode.Neg(2)));
    refused("node 2 reads node 3", with(new BaseNode.Add(0, 3)));
    refused("node 2 reads node -1", with(new BaseNode.Sub(-1, 0)));
  }

  @Test
  void constraintsAndMessagesHaveNamesNodesAndDegrees() {
    for (String name : List.of("", LONG_NAME)) {
      refused("has a name too long", parts(NODES, List.of(new NamedNode(name, 1)), List.of()));
    }
    for (int node : new int[] {-1, 3}) {
      refused("is node " + node, parts(NODES, List.of(new NamedNode("c", node)), List.of()));
      refused("reads node " + node, parts(NODES, List.of(), List.of(lookup(BUS, node))));
    }
    refused("has degree 4", parts(NODES, List.of(new NamedNode("c", 2)), List.of()));
    refused("has an expression of degree 4", parts(NODES, List.of(), List.of(lookup(BUS, 2))));
    Bus named = new Bus(LONG_NAME, 1, Bus.Kind.LOOKUP, 1);
    refused("has a bus name too long", parts(NODES, List.of(), List.of(lookup(named, 0))));
  }
}
