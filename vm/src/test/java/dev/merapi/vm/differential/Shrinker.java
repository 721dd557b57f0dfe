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
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Makes a failing sketch small: takes out runs of nodes, replaces skips, loops and calls by what is
 * in them, and operands by simpler ones, as long as it still fails. The result cannot be made
 * smaller by any single such step.
 */
final class Shrinker {
  private static final long NODE = 1L << 20;

  private final Predicate<Sketch> fails;

  private Shrinker(Predicate<Sketch> fails) {
    this.fails = fails;
  }

  /** The smallest sketch on the way down from {@code sketch} for which {@code fails} holds. */
  static Sketch shrink(Sketch sketch, Predicate<Sketch> fails) {
    Shrinker shrinker = new Shrinker(fails);
    Sketch current = sketch;
    for (Optional<Sketch> next = Optional.of(sketch);
        next.isPresent();
        next = shrinker.smaller(current)) {
      current = next.get();
    }
    return current;
  }

  private Optional<Sketch> smaller(Sketch sketch) {
    long weight = weight(sketch);
    return candidates(sketch)
        .filter(candidate -> weight(candidate) < weight)
        .filter(fails)
        .findFirst();
  }

  private static Stream<Sketch> candidates(Sketch s) {
    Stream<Sketch> ends =
        Stream.of(
            new Sketch(s.main(), s.functions(), 0, s.dataSeed()),
            new Sketch(s.main(), s.functions(), s.exitCode(), 0));
    Stream<Sketch> mains =
        lists(s.main(), s).map(main -> new Sketch(main, s.functions(), s.exitCode(), s.dataSeed()));
    Stream<Sketch> functions =
        IntStream.range(0, s.functions().size())
            .boxed()
            .flatMap(f ->
                lists(s.functions().get(f), s)
                    .map(body -> {
                      List<List<Node>> changed = new ArrayList<>(s.functions());
                      changed.set(f, body);
                      return new Sketch(s.main(), changed, s.exitCode(), s.dataSeed());
                    }));
    return Stream.of(mains, functions, ends).flatMap(Function.identity());
  }

  /** Lists one step smaller: large cuts first. */
  private static Stream<List<Node>> lists(List<Node> list, Sketch whole) {
    Stream<List<Node>> cuts =
        IntStream.iterate(list.size(), length -> length > 0, length -> length / 2)
            .boxed()
            .flatMap(length ->
                IntStream.iterate(0, from -> from < list.size(), from -> from + length)
                    .mapToObj(from -> replaced(list, from, from + length, List.of())));
    Stream<List<Node>> changes =
        IntStream.range(0, list.size())
            .boxed()
            .flatMap(i ->
                replacements(list.get(i), whole).map(nodes -> replaced(list, i, i + 1, nodes)));
    return Stream.concat(cuts, changes);
  }

  private static List<Node> replaced(List<Node> list, int from, int to, List<Node> by) {
    List<Node> result = new ArrayList<>(list.subList(0, from));
    result.addAll(by);
    result.addAll(list.subList(Math.min(to, list.size()), list.size()));
    return result;
  }

  private static Stream<List<Node>> replacements(Node node, Sketch whole) {
    return switch (node) {
      case Skip(Op op, int first, int second, List<Node> body) ->
          Stream.of(
                  Stream.of(body),
                  lists(body, whole).map(b -> one(new Skip(op, first, second, b))),
                  registers(first, op != Op.JAL && op != Op.JALR)
                      .mapToObj(r -> one(new Skip(op, r, second, body))),
                  registers(second, true).mapToObj(r -> one(new Skip(op, first, r, body))))
              .flatMap(Function.identity());
      case Loop(Op op, int rounds, List<Node> body) ->
          Stream.of(
                  Stream.of(body, one(new Loop(Op.BNE, rounds, body))),
                  IntStream.of(1, rounds / 2, rounds - 1)
                      .filter(r -> r > 0)
                      .mapToObj(r -> one(new Loop(op, r, body))),
                  lists(body, whole).map(b -> one(new Loop(op, rounds, b))))
              .flatMap(Function.identity());
      case Call(int function) -> Stream.of(whole.functions().get(function));
      case Constant(int rd, int value) ->
          Stream.concat(
              registers(rd, false).mapToObj(r -> one(new Constant(r, value))),
              values(value).mapToObj(v -> one(new Constant(rd, v))));
      case Plain(Op op, int rd, int rs1, int second) -> {
        IntStream seconds = op.form() == Op.Form.REG ? registers(second, true) : values(second);
        yield Stream.of(
                registers(rs1, true).mapToObj(r -> one(new Plain(op, rd, r, second))),
                seconds.mapToObj(v -> one(new Plain(op, rd, rs1, v))),
                registers(rd, false).mapToObj(r -> one(new Plain(op, r, rs1, second))))
            .flatMap(Function.identity());
      }
      case Access(Op op, int data, int index, int offset) ->
          Stream.of(
                  Stream.of(one(new Access(op, data, 0, offset))),
                  IntStream.of(0, offset / 8 * 4, offset & 3)
                      .mapToObj(o -> one(new Access(op, data, index, o))),
                  registers(data, op.form() == Op.Form.STORE)
                      .mapToObj(r -> one(new Access(op, r, index, offset))))
              .flatMap(Function.identity());
      case Reveal(int register, int word) ->
          registers(register, true).mapToObj(r -> one(new Reveal(r, word)));
    };
  }

  private static List<Node> one(Node node) {
    return List.of(node);
  }

  /** Simpler registers; nodes write none but x0 that is not free. */
  private static IntStream registers(int register, boolean source) {
    return IntStream.of(0, Sketch.FREE, Sketch.FREE + 1)
        .filter(r -> r < register && (source || r >= Sketch.FREE || register == 0));
  }

  private static IntStream values(int value) {
    return IntStream.of(0, 1, -1, Integer.MIN_VALUE, value / 2, value & value - 1, value >> 8);
  }

  /** Falls with every replacement kept: first the number of nodes, then operands. */
  private static long weight(Sketch sketch) {
    long weight = weight(sketch.main()) + sketch.exitCode() + (sketch.dataSeed() == 0 ? 0 : 1);
    for (List<Node> function : sketch.functions()) {
      weight += weight(function);
    }
    return weight;
  }

  private static long weight(List<Node> list) {
    long weight = 0;
    for (Node node : list) {
      weight +=
          NODE
              + switch (node) {
                case Skip skip -> NODE + skip.first() + skip.second() + weight(skip.body());
                case Loop loop ->
                    NODE + loop.rounds() + (loop.op() == Op.BNE ? 0 : 1) + weight(loop.body());
                case Call call -> 4 * NODE;
                case Constant(int rd, int value) -> rd + 64L * bits(value);
                case Plain(Op op, int rd, int rs1, int second) ->
                    rd + rs1 + (op.form() == Op.Form.REG ? second : 64L * bits(second));
                case Access access ->
                    access.data() + 4096L * access.index() + bits(access.offset());
                case Reveal reveal -> reveal.register();
              };
    }
    return weight;
  }

  /** How far a value is from a simple one. */
  private static int bits(int value) {
    int width = 32 - Integer.numberOfLeadingZeros(value < 0 ? ~value : value);
    return 2 * width
        + Math.min(Integer.bitCount(value), 33 - Integer.bitCount(value))
        + (value < 0 ? 1 : 0);
  }
}
