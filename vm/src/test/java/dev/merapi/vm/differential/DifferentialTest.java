package dev.merapi.vm.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.merapi.vm.executor.ExecutionLimits;
import dev.merapi.vm.executor.ExecutionResult;
import dev.merapi.vm.executor.Executor;
import dev.merapi.vm.executor.GuestInput;
import dev.merapi.vm.executor.SegmentRecord;
import dev.merapi.vm.isa.Op;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.record.ChipRecord;
import dev.merapi.vm.record.RecordBuffer;
import dev.merapi.vm.testing.Guests;
import dev.merapi.vm.testing.NaiveMachine;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Generated programs on our interpreters, on the naive machine and on qemu: registers, memory,
 * public values and exit code at the end, a checksum of the registers after each round of each
 * loop, and the number of instructions. A failure names its seed and the program it shrank to.
 */
class DifferentialTest {
  private static final long LONG_INSTRUCTIONS = 10_000_000;

  @TempDir Path directory;

  /** What is wrong with a sketch, if anything is. */
  private interface Comparison {
    Optional<String> difference(Sketch sketch) throws Exception;
  }

  @Test
  void naiveMachineAgrees() {
    assertThat(compare(1, 40, DifferentialTest::naive)).isGreaterThan(200_000);
  }

  @Test
  void qemuAgrees() {
    Qemu qemu = qemu();
    assertThat(compare(1001, 10, sketch -> emulated(qemu, sketch))).isGreaterThan(50_000);
  }

  @Test
  void everyOperationIsExecuted() {
    Set<Op> executed = EnumSet.noneOf(Op.class);
    for (long seed = 1; seed <= 10; seed++) {
      SegmentRecord record =
          Executor.record(
              Lowering.guest(SketchGenerator.generate(seed)),
              GuestInput.empty(),
              ExecutionLimits.standard());
      for (ChipRecord chip : ChipRecord.values()) {
        RecordBuffer buffer = record.buffer(chip);
        for (int i = 0; i < buffer.count(); i++) {
          executed.add(Op.ofId(record.program().op(buffer.get(i, 0))));
        }
      }
    }
    assertThat(executed).containsAll(SketchGenerator.OPS);
  }

  @Test
  @Tag("long")
  void tenMillionInstructionsOnTheNaiveMachine() {
    tenMillion(DifferentialTest::naive);
  }

  @Test
  @Tag("long")
  void tenMillionInstructionsOnQemu() {
    Qemu qemu = qemu();
    tenMillion(sketch -> emulated(qemu, sketch));
  }

  @Test
  void everyInstructionOnEdgeOperandsOnQemu() throws Exception {
    byte[] expected = qemu().run(Guests.elf("linux-rv32im"), directory).output();
    ExecutionResult result =
        Executor.run(Guests.program("rv32im"), GuestInput.empty(), ExecutionLimits.standard());
    assertThat(result.publicValues()).isEqualTo(expected);
  }

  private static Qemu qemu() {
    Optional<Qemu> qemu = Qemu.find();
    assumeTrue(qemu.isPresent(), "qemu-riscv32 is not installed: nothing was compared with it");
    return qemu.orElseThrow();
  }

  private static void tenMillion(Comparison comparison) {
    long seed = ThreadLocalRandom.current().nextLong(1L << 40);
    long done = 0;
    for (int batch = 100; done < LONG_INSTRUCTIONS; seed += batch) {
      done += compare(seed, batch, comparison);
    }
  }

  /** Compares the sketches of consecutive seeds and returns the number of instructions. */
  private static long compare(long firstSeed, int seeds, Comparison comparison) {
    AtomicLong instructions = new AtomicLong();
    LongStream.range(firstSeed, firstSeed + seeds)
        .parallel()
        .forEach(seed -> {
          Sketch sketch = SketchGenerator.generate(seed);
          if (differs(sketch, comparison)) {
            Sketch small = Shrinker.shrink(sketch, s -> differs(s, comparison));
            throw new AssertionError(
                "seed %d: %s%n%s".formatted(seed, difference(small, comparison), small));
          }
          instructions.addAndGet(Outcome.run(Lowering.guest(sketch)).instructions());
        });
    return instructions.get();
  }

  private static boolean differs(Sketch sketch, Comparison comparison) {
    return !difference(sketch, comparison).isEmpty();
  }

  /** Empty if all agree. Something thrown is a difference too. */
  private static String difference(Sketch sketch, Comparison comparison) {
    try {
      return comparison.difference(sketch).orElse("");
    } catch (Exception e) {
      return e.toString();
    }
  }

  private static Optional<String> naive(Sketch sketch) {
    Program guest = Lowering.guest(sketch);
    Outcome.Counted recorded = Outcome.recorded(guest);
    Outcome.Counted naive = Outcome.of(new NaiveMachine(guest, GuestInput.empty()));
    if (!recorded.equals(naive)) {
      return Optional.of("recorded %s%nnaive    %s".formatted(recorded, naive));
    }
    return pureRun(guest, recorded);
  }

  private static Optional<String> pureRun(Program guest, Outcome.Counted recorded) {
    ExecutionResult run = Outcome.run(guest);
    Outcome shown = new Outcome(recorded.outcome().memory(), run.publicValues(), run.exitCode());
    Outcome.Counted counted = new Outcome.Counted(shown, run.instructions());
    return counted.equals(recorded)
        ? Optional.empty()
        : Optional.of("recorded %s%nrun      %s".formatted(recorded, run));
  }

  private Optional<String> emulated(Qemu qemu, Sketch sketch) throws Exception {
    Outcome.Counted recorded = Outcome.recorded(Lowering.guest(sketch));
    Outcome qemus = Outcome.of(qemu, Lowering.linux(sketch), directory);
    return qemus.equals(recorded.outcome())
        ? Optional.empty()
        : Optional.of("recorded %s%nqemu     %s".formatted(recorded, qemus));
  }
}
