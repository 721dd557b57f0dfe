package dev.merapi.vm.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.vm.executor.GuestInput;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.testing.NaiveMachine;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Machines with one fault each: generated programs show it, and shrink to what it takes. */
class ShrinkerTest {
  enum Fault {
    /** MULHSU as MULHU. */
    MULHSU,
    /** Arithmetic shifts by 31 fill with zeros. */
    SRA,
    /** LB of 0x80 alone is not extended. */
    LB,
    /** BLTU taken when equal. */
    BLTU,
    /** The overflow of REM gives the dividend. */
    REM
  }

  /** A naive machine with a fault. */
  private static final class Faulty extends NaiveMachine {
    private final Fault fault;

    Faulty(Program program, Fault fault) {
      super(program, GuestInput.empty());
      this.fault = fault;
    }

    @Override
    protected int muldiv(int f3, int a, int b) {
      if (fault == Fault.REM && f3 == 6 && a == Integer.MIN_VALUE && b == -1) {
        return a;
      }
      return super.muldiv(fault == Fault.MULHSU && f3 == 2 ? 3 : f3, a, b);
    }

    @Override
    protected int base(int f3, boolean alternative, int a, int b) {
      boolean wrong = fault == Fault.SRA && f3 == 5 && (b & 31) == 31;
      return super.base(f3, alternative && !wrong, a, b);
    }

    @Override
    protected int load(int f3, int address) {
      int value = super.load(f3, address);
      return fault == Fault.LB && f3 == 0 && value == -128 ? 128 : value;
    }

    @Override
    protected boolean taken(int f3, int a, int b) {
      return super.taken(f3, a, b) || fault == Fault.BLTU && f3 == 6 && a == b;
    }
  }

  private static boolean shows(Fault fault, Sketch sketch) {
    Program guest = Lowering.guest(sketch);
    Outcome.Counted right = Outcome.recorded(guest);
    return !Outcome.of(new Faulty(guest, fault)).equals(right);
  }

  @ParameterizedTest
  @EnumSource
  void faultsAreFoundAndShrinkToAFewInstructions(Fault fault) {
    long seed =
        LongStream.range(1, 200)
            .filter(s -> shows(fault, SketchGenerator.generate(s)))
            .findFirst()
            .orElseThrow();
    Sketch found = SketchGenerator.generate(seed);
    Sketch small = Shrinker.shrink(found, sketch -> shows(fault, sketch));
    assertThat(shows(fault, small)).isTrue();
    assertThat(found.size()).isGreaterThan(200);
    assertThat(small.size()).as("seed %d: %s", seed, small).isLessThanOrEqualTo(6);
    assertThat(small.exitCode()).isZero();
  }
}
