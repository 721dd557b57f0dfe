package dev.merapi.vm.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.parallel.Parallel;
import dev.merapi.vm.executor.GuestInput;
import dev.merapi.vm.executor.SegmentRecord;
import dev.merapi.vm.memory.MemoryImage;
import dev.merapi.vm.memory.MemoryTree;
import dev.merapi.vm.testing.Assembler;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every column of the system's tables, changed alone on representative rows of an honest segment:
 * something must object. No column is excused; only cells of padding rows are free.
 */
class SystemMutationTest {
  private static final long SEED = 20261123;

  private final Rv32Machine machine = Rv32Machine.of(List.of(), List.of(), List.of());
  private final SegmentRecord record;
  private final SegmentTraces traces;

  SystemMutationTest() {
    MemoryImage memory =
        MemoryImage.builder()
            .word(MemoryImage.REGISTERS, 20, 0x2000)
            .word(MemoryImage.REGISTERS, 24, 3)
            .word(MemoryImage.MEMORY, 0x2004, 0x12345678)
            .build();
    Assembler asm =
        new Assembler().phantom(0, 0, 0).hintStoreWord(5).hintBuffer(5, 6).fence().terminate(0);
    record =
        SegmentFixture.record(
            asm, memory, GuestInput.of(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}));
    traces =
        machine.traces(record, MemoryTree.of(memory, Parallel.sequential()), Parallel.sequential());
  }

  @ParameterizedTest
  @CsvSource({
    "connector, 0, 1",
    "phantom, 0, 1",
    "hint, 0, 3",
    "boundary, 0, 1",
    "merkle, 0, 26",
    "poseidon2, 0, 5",
    "program, 0, 4",
    "table, 0, 65535"
  })
  void everyChangeMeetsAnObjection(String name, int firstRow, int secondRow) {
    int index = machine.compiled().stream().map(CompiledAir::name).toList().indexOf(name);
    CompiledAir air = machine.compiled().get(index);
    ColumnMatrix trace = traces.main().get(index);
    @Nullable ColumnMatrix committed =
        air.committedWidth() == 0 ? null : machine.committedProgram(record.program());
    Objections objections =
        new Objections(air, trace, committed, record.program(), traces.publicValues().toArray());
    assertThat(objections.find()).isNull();
    Random random = new Random(SEED);
    List<String> accepted = new ArrayList<>();
    for (int row : new int[] {firstRow, secondRow}) {
      for (int column = 0; column < air.mainWidth(); column++) {
        int honest = trace.get(column, row);
        for (int value : values(honest, random, name.equals("table") ? 1 : 5)) {
          trace.set(column, row, value);
          if (value != honest && objections.find() == null) {
            accepted.add(
                air.mainName(column) + ", row " + row + ": " + KoalaBear.toCanonical(value));
          }
        }
        trace.set(column, row, honest);
      }
    }
    assertThat(accepted).as("seed %d", SEED).isEmpty();
  }

  private static int[] values(int honest, Random random, int count) {
    int[] values = {
      KoalaBear.add(honest, KoalaBear.ONE),
      KoalaBear.sub(honest, KoalaBear.ONE),
      KoalaBear.fromCanonical(random.nextInt(KoalaBear.P)),
      KoalaBear.add(honest, KoalaBear.fromCanonical(1 << 16)),
      KoalaBear.ZERO
    };
    return java.util.Arrays.copyOf(values, count);
  }
}
