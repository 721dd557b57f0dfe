package dev.merapi.benchmarks.execution;

import dev.merapi.vm.elf.ElfFormatException;
import dev.merapi.vm.elf.ElfLoader;
import dev.merapi.vm.executor.Checkpoint;
import dev.merapi.vm.executor.ExecutionLimits;
import dev.merapi.vm.executor.ExecutionResult;
import dev.merapi.vm.executor.Executor;
import dev.merapi.vm.executor.GuestInput;
import dev.merapi.vm.executor.MeteredExecution;
import dev.merapi.vm.executor.RecordedSegment;
import dev.merapi.vm.executor.SegmentBudget;
import dev.merapi.vm.executor.SegmentPlan;
import dev.merapi.vm.machine.Rv32Machine;
import dev.merapi.vm.program.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Instructions that each loop of the executor executes in a microsecond, which are MIPS: {@code
 * instructions} in the results. A call executes a whole guest on one thread, {@link #record} in the
 * segments that metering found, and leaves the records to the garbage collector.
 *
 * <p>Run it in the repository's root. The heap is there from the start, else the first touch of its
 * pages is what {@link #record} measures.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xms3g", "-Xmx3g", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class ExecutionBenchmark {
  private static final Path GUESTS = Path.of("benchmarks", "guests", "elf");
  private static final ExecutionLimits LIMITS = ExecutionLimits.standard().withMaxRows(1 << 20);
  private static final int MAX_SEGMENTS = 1 << 16;

  @Param({"fibonacci", "sha256", "keccak256", "json", "quicksort"})
  public String guest = "fibonacci";

  private final Rv32Machine machine = Rv32Machine.standard();
  private @Nullable Program program;
  private GuestInput input = GuestInput.empty();
  private List<SegmentPlan> segments = List.of();

  /** What JMH divides by the time taken. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Executed {
    public long instructions;
  }

  @Setup
  public void prepare() throws IOException, ElfFormatException {
    program = ElfLoader.load(Files.readAllBytes(GUESTS.resolve(guest + ".elf")));
    input = input(guest);
    segments = metered().segments();
  }

  /** Inputs for some 16 to 50 million instructions. */
  private static GuestInput input(String guest) {
    return switch (guest) {
      case "fibonacci" -> GuestInput.builder().words(3_000_000, 0).build();
      case "sha256" -> GuestInput.of(new byte[500_000]);
      case "keccak256" -> GuestInput.of(new byte[100_000]);
      case "json" -> GuestInput.of(json().getBytes(StandardCharsets.UTF_8));
      case "quicksort" -> GuestInput.builder().words(200_000, 7).build();
      default -> throw new IllegalArgumentException("no input for guest " + guest);
    };
  }

  private static String json() {
    StringBuilder text = new StringBuilder("[0");
    for (int i = 0; i < 9000; i++) {
      text.append(",{\"a\":[1,-2e3,%d,\"bcdä xyz %d\",{}],\"key\":true}".formatted(i * 7919, i));
    }
    return text.append(']').toString();
  }

  private Program program() {
    return Objects.requireNonNull(program, "prepared");
  }

  private MeteredExecution metered() {
    return machine.meter(program(), input, LIMITS, SegmentBudget.UNLIMITED, MAX_SEGMENTS);
  }

  /** Only the outcome. */
  @Benchmark
  public ExecutionResult run(Executed executed) {
    ExecutionResult result = Executor.run(program(), input, LIMITS);
    executed.instructions += result.instructions();
    return result;
  }

  /** The outcome and where to cut. */
  @Benchmark
  public MeteredExecution meter(Executed executed) {
    MeteredExecution metered = metered();
    executed.instructions += metered.result().instructions();
    return metered;
  }

  /** The records of all segments, one after the other. */
  @Benchmark
  public Checkpoint record(Executed executed) {
    Checkpoint at = Checkpoint.start(program(), input, LIMITS);
    for (SegmentPlan plan : segments) {
      RecordedSegment segment = Executor.record(at, plan, LIMITS);
      executed.instructions += segment.record().instructions();
      at = segment.after();
    }
    return at;
  }
}
