package dev.merapi.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.merapi.sdk.error.CancelledException;
import dev.merapi.sdk.error.GuestFailedException;
import dev.merapi.sdk.error.InvalidInputException;
import dev.merapi.sdk.error.LimitReachedException;
import dev.merapi.sdk.profile.Cost;
import dev.merapi.sdk.profile.Frame;
import dev.merapi.sdk.profile.FunctionCost;
import dev.merapi.sdk.profile.OpcodeCost;
import dev.merapi.sdk.profile.Profile;
import dev.merapi.sdk.profile.TableCost;
import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.memory.Workspace;
import dev.merapi.stark.parallel.Parallel;
import dev.merapi.vm.executor.ExecutionLimits;
import dev.merapi.vm.executor.Executor;
import dev.merapi.vm.executor.SegmentRecord;
import dev.merapi.vm.machine.SegmentTraces;
import dev.merapi.vm.memory.MemoryTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a profile says against what execution, traces and proof say. */
class ProfileTest {

  private static Prover prover;
  private static Program json;
  private static Input text;

  @BeforeAll
  static void load() throws IOException {
    prover = Prover.builder(MachineConfig.rv32im()).build();
    json =
        Program.load(
            Path.of(System.getProperty("merapi.root", ".."), "benchmarks/guests/elf/json.elf"));
    text =
        Input.builder()
            .bytes(
                "{\"a\":[1,2,{\"b\":\"x\\u00e9\"}],\"c\":[[[\"d\"]]]}"
                    .getBytes(StandardCharsets.UTF_8))
            .build();
  }

  @AfterAll
  static void close() {
    prover.close();
  }

  @Test
  void cyclesAddUpToTheInstructions() {
    Profile profile = prover.profile(json, text);
    long instructions = prover.execute(json, text).instructions();
    assertThat(profile.instructions().cycles()).isEqualTo(instructions);
    assertThat(profile.opcodes().stream().map(OpcodeCost::cost).reduce(Cost.NONE, Cost::plus))
        .isEqualTo(profile.instructions());
    assertThat(profile.functions().stream().map(FunctionCost::self).reduce(Cost.NONE, Cost::plus))
        .isEqualTo(profile.instructions());
    assertThat(profile.exitCode()).isZero();
    assertThat(profile.symbols()).isTrue();
    assertThat(profile.segments()).isEqualTo(1);
  }

  /** Rows of the real traces times columns: instructions and the named rest, nothing beside. */
  @Test
  void cellsAreThoseOfTheTraces() {
    Profile profile = prover.profile(json, text);
    Machine machine = Machine.of(MachineConfig.rv32im(), Security.PROVEN_100, Hash.POSEIDON2);
    SegmentRecord record =
        Executor.record(json.transpiled(), text.toGuest(), ExecutionLimits.standard());
    SegmentTraces traces =
        machine.traces(
            record,
            MemoryTree.of(json.transpiled().initialMemory(), Parallel.sequential()),
            Parallel.sequential(),
            heights -> Workspace.heap());

    long mainCells = 0;
    long cells = 0;
    Cost named = profile.instructions();
    List<String> seen = new ArrayList<>();
    for (int i = 0; i < machine.airs().size(); i++) {
      CompiledAir air = machine.airs().get(i);
      long used = traces.usedRows().get(i);
      int columns = air.committedWidth() + air.mainWidth() + air.auxWidth();
      mainCells += used * air.mainWidth();
      cells += used * columns;
      for (TableCost table : profile.system()) {
        if (table.table().equals(air.name())) {
          seen.add(air.name());
          assertThat(table.rows()).as(air.name()).isGreaterThanOrEqualTo(used);
          assertThat(table.rows() == used || !table.exact()).as(air.name()).isTrue();
          named = named.plus(new Cost(0, used * air.mainWidth(), used * columns));
        }
      }
      long rows =
          profile.opcodes().stream()
              .filter(o -> o.table().equals(air.name()))
              .mapToLong(OpcodeCost::rows)
              .sum();
      assertThat(rows).as(air.name()).isEqualTo(seen.contains(air.name()) ? 0 : used);
    }
    assertThat(seen)
        .containsExactly("connector", "boundary", "merkle", "poseidon2", "program", "table");
    assertThat(named.mainCells()).isEqualTo(mainCells);
    assertThat(named.cells()).isEqualTo(cells);
    assertThat(profile.whole().cells()).isBetween(cells, cells + cells / 20);
  }

  @Test
  void totalsHoldWhatIsBelow() {
    Profile profile = prover.profile(json, text);
    List<Cost> totals = profile.totals();
    Cost outermost = Cost.NONE;
    for (int i = 0; i < totals.size(); i++) {
      Frame frame = profile.frames().get(i);
      assertThat(frame.parent()).isLessThan(i);
      assertThat(totals.get(i).cycles()).isGreaterThanOrEqualTo(frame.self().cycles());
      outermost = frame.parent() < 0 ? outermost.plus(totals.get(i)) : outermost;
    }
    assertThat(outermost).isEqualTo(profile.instructions());
    FunctionCost main = function(profile, "main");
    FunctionCost value = function(profile, "value");
    assertThat(main.calls()).isEqualTo(1);
    assertThat(value.calls()).isGreaterThan(5); // it calls itself, and counts once
    assertThat(value.total().cycles()).isLessThanOrEqualTo(main.total().cycles());
    assertThat(value.total().cycles()).isGreaterThan(value.self().cycles());
  }

  private static FunctionCost function(Profile profile, String name) {
    return profile.functions().stream()
        .filter(f -> f.name().equals(name))
        .reduce((a, b) -> {
          throw new AssertionError("two of " + a);
        })
        .orElseThrow();
  }

  @Test
  void withoutSymbolsThereAreAddresses() {
    Program program = Program.parse(TestProgram.sum(10));
    Profile profile = prover.profile(program, Input.none());
    assertThat(profile.symbols()).isFalse();
    assertThat(profile.frames())
        .singleElement()
        .satisfies(frame -> {
          assertThat(frame.name()).isEqualTo("0x00200800");
          assertThat(frame.address()).isEqualTo(TestProgram.TEXT);
          assertThat(frame.self().cycles())
              .isEqualTo(prover.execute(program, Input.none()).instructions());
        });
  }

  @Test
  void runsOfManySegmentsAreOneProfile() {
    Program program = Program.parse(TestProgram.sum(300_000));
    try (Prover small = Prover.builder(MachineConfig.rv32im()).segmentMaxLogHeight(16).build()) {
      Profile profile = small.profile(program, Input.none());
      assertThat(profile.segments()).isGreaterThan(3);
      assertThat(profile.instructions())
          .isEqualTo(prover.profile(program, Input.none()).instructions());
    }
  }

  @Test
  void failuresAreThoseOfEveryRun() {
    assertThat(prover.profile(Program.parse(TestProgram.exit(9)), Input.none()).exitCode())
        .isEqualTo(9);
    assertThatThrownBy(() -> prover.profile(Program.parse(TestProgram.unknown()), Input.none()))
        .isInstanceOf(GuestFailedException.class);
    assertThatThrownBy(() -> prover.profile(Program.parse(TestProgram.echo()), Input.none()))
        .isInstanceOf(InvalidInputException.class);
    Program forever = Program.parse(TestProgram.forever());
    Deadline soon = Deadline.in(Duration.ofMillis(100));
    assertThatThrownBy(() -> prover.profile(forever, Input.none(), soon))
        .isInstanceOf(LimitReachedException.class);
    Prover closed = Prover.builder(MachineConfig.rv32im()).build();
    closed.close();
    assertThatThrownBy(() -> closed.profile(forever, Input.none()))
        .isInstanceOf(CancelledException.class);
  }
}
