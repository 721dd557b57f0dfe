package dev.merapi.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.proof.VerifyingKey;
import dev.merapi.vm.executor.SegmentShape;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a segment is cut by is enough for the segment as it turns out. */
class MemoryModelTest {

  private static final Machine MACHINE =
      Machine.of(MachineConfig.rv32im(), Security.PROVEN_100, Hash.POSEIDON2);
  private static final VerifyingKey KEY = MACHINE.starkKey().verifyingKey();
  private static final int[] BOUNDED = MACHINE.tablesMeteredByBounds();
  private static final MemoryModel MODEL = new MemoryModel(KEY, BOUNDED, 0, 0, 1);

  @Test
  void theTablesOfTheMemoryAreBounded() {
    assertThat(Arrays.stream(BOUNDED).mapToObj(table -> KEY.airs().get(table).name()))
        .containsExactlyInAnyOrder("boundary", "merkle", "poseidon2");
  }

  @Test
  void lowerTablesOfTheMemoryFitToo() {
    Random random = new Random(20);
    for (int run = 0; run < 2000; run++) {
      int[] foretold = heights(random);
      int[] found = foretold.clone();
      for (int table : BOUNDED) {
        found[table] = Math.max(1, found[table] - random.nextInt(4));
      }
      requireRoom(foretold, found);
    }
  }

  /** Heights searched for: one table lower, and an eighth more words. */
  @Test
  void theWorstThatWasFoundFits() {
    int[] foretold = {1, 4, 5, 9, 4, 4, 4, 11, 10, 4, 5, 5, 4, 16, 4, 4, 5, 4, 4, 4, 4, 4, 4};
    for (int table : BOUNDED) {
      int[] found = foretold.clone();
      found[table]--;
      requireRoom(foretold, found);
    }
  }

  private static void requireRoom(int[] foretold, int[] found) {
    SegmentShape shape = shape(foretold);
    assertThat(MODEL.heapBytes(shape, MODEL.workspaceWords(found)))
        .as("%s after %s", Arrays.toString(found), Arrays.toString(foretold))
        .isLessThanOrEqualTo(MODEL.heapBytes(shape));
  }

  private static int[] heights(Random random) {
    int tallest = 10 + random.nextInt(12);
    return KEY.airs().stream().mapToInt(air -> height(air, tallest, random)).toArray();
  }

  private static int height(CompiledAir air, int tallest, Random random) {
    return switch (air.name()) {
      case "table" -> 16;
      case "connector" -> 1;
      default -> 4 + random.nextInt(tallest - 3);
    };
  }

  private static SegmentShape shape(int[] logHeights) {
    List<SegmentShape.Table> tables =
        Arrays.stream(logHeights)
            .mapToObj(log -> new SegmentShape.Table(1 << log, 1 << log))
            .toList();
    return new SegmentShape(100, tables, 0, 0, 0, 0, 0, 0);
  }
}
