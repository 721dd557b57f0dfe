package dev.merapi.vm.differential;

import dev.merapi.vm.differential.Sketch.Access;
import dev.merapi.vm.differential.Sketch.Call;
import dev.merapi.vm.differential.Sketch.Constant;
import dev.merapi.vm.differential.Sketch.Loop;
import dev.merapi.vm.differential.Sketch.Node;
import dev.merapi.vm.differential.Sketch.Plain;
import dev.merapi.vm.differential.Sketch.Reveal;
import dev.merapi.vm.differential.Sketch.Skip;
import dev.merapi.vm.isa.Op;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Random sketches of RV32IM programs: nested loops and calls over all operations, with edge
 * operands and random ones. The same seed gives the same sketch everywhere.
 */
final class SketchGenerator {
  /** All operations but those that only a guest has. */
  static final List<Op> OPS =
      List.copyOf(EnumSet.complementOf(EnumSet.of(Op.TERMINATE, Op.HINT_STOREW, Op.HINT_BUFFER)));

  /** Values at which something changes. */
  static final int[] EDGES = {
    0,
    1,
    -1,
    2,
    -2,
    3,
    7,
    31,
    32,
    33,
    0x7f,
    0x80,
    0xff,
    0x100,
    0x7fff,
    0x8000,
    0xffff,
    0x10000,
    0xff00,
    0x01010101,
    0x55555555,
    0xaaaaaaaa,
    0x7fff7fff,
    0x80008000,
    0xffff0000,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    Integer.MIN_VALUE + 1
  };

  private static final int[] CORNERS = {0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE};
  private static final int[] IMMEDIATES = {0, 1, -1, 2047, -2048, 31, 255, -256};
  private static final int LOOPS = 6;

  private final SplittableRandom random;
  private int functions;

  private SketchGenerator(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** The sketch of a seed; it executes some ten thousand instructions. */
  static Sketch generate(long seed) {
    return new SketchGenerator(seed).sketch(seed);
  }

  private Sketch sketch(long seed) {
    List<List<Node>> bodies = new ArrayList<>();
    for (int f = 0; f < 3; f++) {
      bodies.add(body(12, 2));
      functions++;
    }
    List<Node> main = new ArrayList<>();
    for (int r = Sketch.FREE; r < 32; r++) {
      main.add(new Constant(r, operand()));
    }
    for (int i = 0; i < LOOPS; i++) {
      main.add(new Loop(loopOp(), 1 + random.nextInt(24), body(40, 1)));
    }
    for (int i = 0; i < 8; i++) {
      main.add(new Reveal(free(), i));
    }
    return new Sketch(main, bodies, random.nextInt(256), seed | 1);
  }

  private List<Node> body(int nodes, int depth) {
    List<Node> body = new ArrayList<>();
    while (body.size() < nodes) {
      int kind = random.nextInt(80);
      if (kind == 0 && depth < 3) {
        body.add(new Loop(loopOp(), 1 + random.nextInt(6), body(8, depth + 1)));
      } else if (kind == 1 && functions > 0) {
        body.add(new Call(random.nextInt(functions)));
      } else if (kind < 8) {
        body.add(new Constant(free(), operand()));
      } else {
        Node node = node(OPS.get(random.nextInt(OPS.size())));
        edgeOperands(node, body);
        body.add(node);
      }
    }
    return body;
  }

  /** Now and then, edge values into the registers that a node reads. */
  private void edgeOperands(Node node, List<Node> body) {
    int[] read =
        switch (node) {
          case Plain(Op op, int rd, int rs1, int rs2) when op.form() == Op.Form.REG ->
              new int[] {rs1, rs2};
          case Plain plain -> new int[] {plain.rs1()};
          case Skip skip -> new int[] {skip.first(), skip.second()};
          case Access access -> new int[] {access.data()};
          default -> new int[0];
        };
    int[] values = random.nextInt(3) > 0 ? CORNERS : EDGES;
    for (int register : random.nextInt(2) == 0 ? read : new int[0]) {
      if (register >= Sketch.FREE) {
        body.add(new Constant(register, values[random.nextInt(values.length)]));
      }
    }
  }

  private Node node(Op op) {
    return switch (op.form()) {
      case REG -> {
        int rs1 = source();
        yield new Plain(op, destination(), rs1, random.nextInt(16) == 0 ? rs1 : source());
      }
      case IMM -> new Plain(op, destination(), source(), immediate());
      case CONST_JUMP ->
          op == Op.JAL
              ? new Skip(op, destination(), 0, filler())
              : new Plain(op, destination(), 0, operand() & 0xfffff000);
      case JALR -> new Skip(op, destination(), random.nextInt(2), filler());
      case BRANCH -> {
        int rs1 = source();
        yield new Skip(op, rs1, random.nextInt(4) == 0 ? rs1 : source(), filler());
      }
      case LOAD -> access(op, destination());
      case STORE ->
          op == Op.REVEAL ? new Reveal(source(), random.nextInt(8)) : access(op, source());
      default -> new Plain(Op.PHANTOM, 0, 0, 0);
    };
  }

  private Node access(Op op, int data) {
    int size =
        switch (op) {
          case LW, SW -> 4;
          case LH, LHU, SH -> 2;
          default -> 1;
        };
    return switch (random.nextInt(3)) {
      case 0 -> new Access(op, data, source(), (random.nextInt(2048) - 1024) / size * size);
      case 1 -> new Access(op, data, 0, random.nextInt(16) / size * size); // values come back
      default -> new Access(op, data, 0, (random.nextInt(4096) - 2048) / size * size);
    };
  }

  private List<Node> filler() {
    List<Node> body = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      body.add(new Plain(Op.ADDI, destination(), source(), immediate()));
    }
    return body;
  }

  private Op loopOp() {
    return switch (random.nextInt(3)) {
      case 0 -> Op.BNE;
      case 1 -> Op.BLT;
      default -> Op.BLTU;
    };
  }

  private int destination() {
    return random.nextInt(12) == 0 ? 0 : free();
  }

  private int free() {
    return Sketch.FREE + random.nextInt(32 - Sketch.FREE);
  }

  private int source() {
    return random.nextInt(12) == 0 ? random.nextInt(Sketch.FREE) : free();
  }

  private int immediate() {
    return random.nextInt(3) == 0
        ? IMMEDIATES[random.nextInt(IMMEDIATES.length)]
        : random.nextInt(4096) - 2048;
  }

  private int operand() {
    return random.nextInt(3) == 0 ? random.nextInt() : EDGES[random.nextInt(EDGES.length)];
  }
}
