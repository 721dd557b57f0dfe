package dev.merapi.stark.air;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The canonical bytes of a {@link CompiledAir}. Little endian; a count or an index is four bytes, a
 * tag one byte, a string its length in bytes (two bytes) and strict UTF-8.
 *
 * <pre>
 * version (1 byte) · name · max degree · main width · committed width · fixed log height + 1
 * last row is silent (1 byte)
 * node count · { tag · operands }* · constraint count · { name · node }*
 * bus count · { name · id · kind · width }*           (in order of first use)
 * interaction count · { bus index · direction · count weight · multiplicity · message nodes }*
 * </pre>
 */
final class AirCodec {
  private static final int VERSION = 1;
  private static final int MAIN = 1;
  private static final int MAIN_NEXT = 2;
  private static final int COMMITTED = 3;
  private static final int COMMITTED_NEXT = 4;
  private static final int PUBLIC = 5;
  private static final int CONSTANT = 6;
  private static final int SELECTOR = 7;
  private static final int ADD = 8;
  private static final int SUB = 9;
  private static final int MUL = 10;
  private static final int NEG = 11;

  private AirCodec() {}

  static byte[] encode(CompiledAir.Parts p) {
    Writer w = new Writer();
    w.tag(VERSION);
    w.string(p.name());
    w.word(p.maxDegree());
    w.word(p.mainWidth());
    w.word(p.committedWidth());
    w.word(p.fixedLogHeight() + 1);
    w.tag(p.lastRowSilent() ? 1 : 0);
    w.word(p.base().size());
    p.base().forEach(n -> node(w, n));
    w.word(p.constraints().size());
    for (CompiledAir.NamedNode c : p.constraints()) {
      w.string(c.name());
      w.word(c.node());
    }
    List<Bus> buses = p.interactions().stream().map(Interaction::bus).distinct().toList();
    Map<Integer, Integer> indices = new HashMap<>();
    w.word(buses.size());
    for (Bus b : buses) {
      indices.put(b.id(), indices.size());
      w.string(b.name());
      w.word(b.id());
      w.tag(b.kind().ordinal());
      w.word(b.width());
    }
    w.word(p.interactions().size());
    for (Interaction i : p.interactions()) {
      w.word(Objects.requireNonNull(indices.get(i.bus().id())));
      w.tag(i.direction().ordinal());
      w.word(i.countWeight());
      w.word(i.multiplicity());
      i.message().forEach(w::word);
    }
    return w.out.toByteArray();
  }

  private static void node(Writer w, BaseNode node) {
    switch (node) {
      case BaseNode.Main n -> w.node(n.next() ? MAIN_NEXT : MAIN, n.column());
      case BaseNode.Committed n -> w.node(n.next() ? COMMITTED_NEXT : COMMITTED, n.column());
      case BaseNode.PublicValue n -> w.node(PUBLIC, n.index());
      case BaseNode.Constant n -> w.node(CONSTANT, n.value());
      case BaseNode.Selector n -> w.node(SELECTOR, n.selector().ordinal());
      case BaseNode.Add n -> w.node(ADD, n.left(), n.right());
      case BaseNode.Sub n -> w.node(SUB, n.left(), n.right());
      case BaseNode.Mul n -> w.node(MUL, n.left(), n.right());
      case BaseNode.Neg n -> w.node(NEG, n.operand());
    }
  }

  static CompiledAir decode(byte[] bytes) throws AirFormatException {
    Reader r = new Reader(bytes);
    try {
      CompiledAir.Parts parts = parts(r);
      if (r.in.hasRemaining()) {
        throw new AirFormatException(r.in.remaining() + " bytes follow the AIR");
      }
      CompiledAir air = CompiledAir.assemble(parts, Map.of(), Map.of());
      if (!Arrays.equals(air.toBytes(), bytes)) {
        throw new AirFormatException("the bytes are not canonical");
      }
      return air;
    } catch (BufferUnderflowException e) {
      throw new AirFormatException("the bytes end early");
    } catch (AirDefinitionException e) {
      throw new AirFormatException(String.valueOf(e.getMessage()));
    }
  }

  private static CompiledAir.Parts parts(Reader r) throws AirFormatException {
    r.tag("version", VERSION, VERSION);
    String name = r.string();
    int maxDegree = r.word("max degree", AirValidator.MAX_DEGREE);
    int mainWidth = r.word("main width", AirValidator.MAX_COLUMNS);
    int committedWidth = r.word("committed width", AirValidator.MAX_COLUMNS);
    int fixed = r.word("fixed log height", AirValidator.MAX_LOG_HEIGHT + 1) - 1;
    boolean silent = r.tag("silence of the last row", 0, 1) == 1;
    int nodes = r.count("nodes", AirValidator.MAX_NODES, 5);
    List<BaseNode> base = new ArrayList<>(nodes);
    Set<Words> distinct = new HashSet<>();
    for (int i = 0; i < nodes; i++) {
      int from = r.in.position();
      base.add(node(r));
      if (!distinct.add(Words.of(r.in, from))) {
        throw new AirFormatException("node " + i + " repeats an earlier one");
      }
    }
    int count = r.count("constraints", AirValidator.MAX_CONSTRAINTS, 6);
    List<CompiledAir.NamedNode> constraints = new ArrayList<>(count);
    Set<String> names = new HashSet<>();
    for (int i = 0; i < count; i++) {
      constraints.add(new CompiledAir.NamedNode(r.string(), r.word("node", nodes)));
      if (!names.add(constraints.getLast().name())) {
        throw new AirFormatException("two constraints are called " + constraints.getLast().name());
      }
    }
    List<Interaction> interactions = interactions(r, buses(r), nodes);
    return new CompiledAir.Parts(
        name, maxDegree, mainWidth, committedWidth, fixed, silent, base, constraints, interactions);
  }

  private static List<Bus> buses(Reader r) throws AirFormatException {
    int count = r.count("buses", AirValidator.MAX_INTERACTIONS, 11);
    List<Bus> buses = new ArrayList<>(count);
    Set<Integer> ids = new HashSet<>();
    for (int i = 0; i < count; i++) {
      String name = r.string();
      int id = r.word("bus id", Bus.MAX_ID);
      Bus.Kind kind = Bus.Kind.values()[r.tag("bus kind", 0, Bus.Kind.values().length - 1)];
      buses.add(new Bus(name, id, kind, r.word("bus width", Bus.MAX_WIDTH)));
      if (!ids.add(id)) {
        throw new AirFormatException("two buses have id " + id);
      }
    }
    return buses;
  }

  private static List<Interaction> interactions(Reader r, List<Bus> buses, int nodes)
      throws AirFormatException {
    int count = r.count("interactions", AirValidator.MAX_INTERACTIONS, 17);
    List<Interaction> interactions = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int index = r.word("bus index", buses.size() - 1);
      Bus bus = buses.get(index);
      Direction direction =
          Direction.values()[r.tag("direction", 0, Direction.values().length - 1)];
      int weight = r.word("count weight", Interaction.MAX_COUNT_WEIGHT);
      int multiplicity = r.word("multiplicity", nodes);
      List<Integer> message = new ArrayList<>(bus.width());
      for (int k = 0; k < bus.width(); k++) {
        message.add(r.word("message node", nodes));
      }
      interactions.add(new Interaction(bus, direction, weight, multiplicity, message));
    }
    return interactions;
  }

  /**
   * The bytes of a node. Ordered, so that a set of them stays fast when whoever wrote the bytes
   * made all hashes equal.
   */
  private record Words(byte tag, int a, int b) implements Comparable<Words> {
    static Words of(ByteBuffer in, int from) {
      int b = in.position() - from > 5 ? in.getInt(from + 5) : 0;
      return new Words(in.get(from), in.getInt(from + 1), b);
    }

    @Override
    public int compareTo(Words other) {
      int order = Byte.compare(tag, other.tag);
      order = order == 0 ? Integer.compare(a, other.a) : order;
      return order == 0 ? Integer.compare(b, other.b) : order;
    }
  }

  private static BaseNode node(Reader r) throws AirFormatException {
    int tag = r.tag("node tag", MAIN, NEG);
    int a = r.word("operand", Integer.MAX_VALUE);
    return switch (tag) {
      case MAIN, MAIN_NEXT -> new BaseNode.Main(a, tag == MAIN_NEXT);
      case COMMITTED, COMMITTED_NEXT -> new BaseNode.Committed(a, tag == COMMITTED_NEXT);
      case PUBLIC -> new BaseNode.PublicValue(a);
      case CONSTANT -> new BaseNode.Constant(a);
      case SELECTOR -> {
        if (a >= RowSelector.values().length) {
          throw new AirFormatException("row selector " + a + " is unknown");
        }
        yield new BaseNode.Selector(RowSelector.values()[a]);
      }
      case ADD -> new BaseNode.Add(a, r.word("operand", Integer.MAX_VALUE));
      case SUB -> new BaseNode.Sub(a, r.word("operand", Integer.MAX_VALUE));
      case MUL -> new BaseNode.Mul(a, r.word("operand", Integer.MAX_VALUE));
      case NEG -> new BaseNode.Neg(a);
      default -> throw new AirFormatException("node tag " + tag + " is unknown");
    };
  }

  private static final class Writer {
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final byte[] word = new byte[Integer.BYTES];

    void tag(int value) {
      out.write(value);
    }

    void word(int value) {
      for (int i = 0; i < Integer.BYTES; i++) {
        word[i] = (byte) (value >>> 8 * i);
      }
      out.writeBytes(word);
    }

    void node(int tag, int... operands) {
      tag(tag);
      for (int operand : operands) {
        word(operand);
      }
    }

    void string(String s) {
      byte[] bytes = s.getBytes(StandardCharsets.UTF_8);
      out.write(bytes.length);
      out.write(bytes.length >>> 8);
      out.writeBytes(bytes);
    }
  }

  private static final class Reader {
    final ByteBuffer in;

    Reader(byte[] bytes) {
      in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    int tag(String what, int min, int max) throws AirFormatException {
      int value = in.get() & 0xff;
      if (value < min || value > max) {
        throw new AirFormatException(what + " " + value + " is unknown");
      }
      return value;
    }

    int word(String what, int max) throws AirFormatException {
      int value = in.getInt();
      if (value < 0 || value > max) {
        throw new AirFormatException(what + " " + value + " is out of range");
      }
      return value;
    }

    int count(String what, int max, int least) throws AirFormatException {
      int value = word(what, max);
      if ((long) value * least > in.remaining()) {
        throw new AirFormatException(value + " " + what + " do not fit in the bytes left");
      }
      return value;
    }

    /** Without control characters: names end up in messages. */
    String string() throws AirFormatException {
      int length = in.getShort() & 0xffff;
      if (length > 4 * AirValidator.MAX_NAME || length > in.remaining()) {
        throw new AirFormatException("a name of " + length + " bytes is too long");
      }
      ByteBuffer slice = in.slice(in.position(), length);
      in.position(in.position() + length);
      try {
        String name = StandardCharsets.UTF_8.newDecoder().decode(slice).toString();
        if (name.chars().anyMatch(Character::isISOControl)) {
          throw new AirFormatException("a name holds a control character");
        }
        return name;
      } catch (CharacterCodingException e) {
        throw new AirFormatException("a name is not UTF-8");
      }
    }
  }
}
