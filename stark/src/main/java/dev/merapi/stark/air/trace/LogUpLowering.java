package dev.merapi.stark.air.trace;

import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.air.Interaction;
import dev.merapi.stark.air.trace.Instruction.Op;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns the interactions of an AIR into a block program that stores the φ columns and leaves the
 * row's sum of fractions.
 *
 * <p>Each chunk has a numerator N and a denominator D. With P_j = D_0···D_j, one inversion of the
 * last product a row gives all 1/D_j walking back: 1/D_j = (1/P_j)·P_{j-1} and 1/P_{j-1} =
 * (1/P_j)·D_j.
 */
final class LogUpLowering {

  /** A chunk's fraction; the numerator is a base operand when the chunk has one interaction. */
  private record Fraction(int numerator, boolean wide, int denominator) {}

  private final CompiledAir air;
  private final LogUpChallenges challenges;
  private final BlockAssembler out = new BlockAssembler();
  private final BaseLowering base;

  private LogUpLowering(CompiledAir air, LogUpChallenges challenges, int[] publicValues) {
    this.air = air;
    this.challenges = challenges;
    this.base = new BaseLowering(air, publicValues, out);
  }

  /** The program; its result is the sum of all fractions of the row. */
  static BlockProgram program(CompiledAir air, LogUpChallenges challenges, int[] publicValues) {
    return new LogUpLowering(air, challenges, publicValues).run();
  }

  private BlockProgram run() {
    List<Fraction> fractions = new ArrayList<>();
    List<Integer> columns = new ArrayList<>();
    List<List<Integer>> chunks = air.logUp().chunks();
    for (int j = 0; j < chunks.size(); j++) {
      if (!chunks.get(j).isEmpty()) {
        fractions.add(fraction(chunks.get(j)));
        columns.add(j);
      }
    }
    int[] products = new int[fractions.size()];
    for (int j = 0; j < products.length; j++) {
      int d = fractions.get(j).denominator;
      products[j] = j == 0 ? d : out.product(products[j - 1], d);
    }
    int inverse = out.emit(Op.INVERT, 0, products[products.length - 1]);
    int sum = Integer.MIN_VALUE;
    for (int j = products.length - 1; j >= 0; j--) {
      int own = j == 0 ? inverse : out.product(inverse, products[j - 1]);
      if (j > 0) {
        inverse = out.product(inverse, fractions.get(j).denominator);
      }
      Fraction f = fractions.get(j);
      int phi =
          f.wide ? out.product(f.numerator, own) : out.each(Op.MUL, own, true, f.numerator, false);
      if (columns.get(j) > 0) {
        out.store(Op.STORE, 4 * columns.get(j), phi);
      }
      sum = sum == Integer.MIN_VALUE ? phi : out.each(Op.ADD, sum, true, phi, true);
    }
    return out.assemble(sum);
  }

  private Fraction fraction(List<Integer> chunk) {
    Interaction first = air.interactions().get(chunk.getFirst());
    int d = base.denominator(first, challenges);
    int n = multiplicity(first);
    boolean wide = false;
    for (int index : chunk.subList(1, chunk.size())) {
      Interaction i = air.interactions().get(index);
      int di = base.denominator(i, challenges);
      int mi = multiplicity(i);
      if (wide) {
        n = out.product(n, di);
        out.addScaled(n, mi, d);
      } else {
        n = out.emit(Op.COMBINE, 0, di, n, d, mi);
      }
      d = out.product(d, di);
      wide = true;
    }
    return new Fraction(n, wide, d);
  }

  /** The multiplicity with the sign of its direction. */
  private int multiplicity(Interaction i) {
    int node = i.multiplicity();
    return i.direction().sign() > 0 ? base.operand(node) : base.negated(node);
  }
}
