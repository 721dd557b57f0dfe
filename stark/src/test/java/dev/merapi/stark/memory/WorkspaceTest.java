package dev.merapi.stark.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.parallel.Parallel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class WorkspaceTest {
  private static final long SEED = 31;

  private final SplittableRandom random = new SplittableRandom(SEED);

  /** A matrix with the number its cells hold, and its twin in a dry workspace. */
  private record Taken(ColumnMatrix matrix, ColumnMatrix twin, int mark) {
    void fill() {
      for (int j = 0; j < matrix.width(); j++) {
        int from = matrix.offset(j);
        Arrays.fill(matrix.data(), from, from + matrix.height(), mark);
      }
    }

    void check() {
      for (int j = 0; j < matrix.width(); j++) {
        for (int i = 0; i < matrix.height(); i++) {
          assertThat(matrix.get(j, i)).isEqualTo(mark);
        }
      }
    }
  }

  /** Takes and gives at random; what a dry run needs is enough, and no matrix hurts another. */
  @Test
  void aDryRunTellsWhatIsNeeded() {
    for (int round = 0; round < 20; round++) {
      long seed = random.nextLong();
      Workspace sizing = Workspace.dry();
      run(new SplittableRandom(seed), sizing, sizing);
      Workspace slabs = Workspace.slabs(sizing.highWater());
      Workspace dry = Workspace.dry();
      run(new SplittableRandom(seed), slabs, dry);
      assertThat(slabs.highWater()).isEqualTo(sizing.highWater()).isEqualTo(dry.highWater());
      assertThat(slabs.capacity()).isEqualTo(sizing.highWater());
      Workspace small = Workspace.slabs(sizing.highWater() - ColumnMatrix.LINE);
      assertThatThrownBy(() -> run(new SplittableRandom(seed), small, Workspace.dry()))
          .isInstanceOf(WorkspaceFullException.class);
    }
  }

  private static void run(SplittableRandom random, Workspace workspace, Workspace dry) {
    boolean cells = workspace != dry;
    List<Taken> taken = new ArrayList<>();
    for (int step = 0; step < 200; step++) {
      if (taken.isEmpty() || random.nextInt(100) < 52) {
        int height = 1 << random.nextInt(12);
        int width = random.nextInt(5);
        ColumnMatrix matrix = workspace.take(height, width);
        Taken next = new Taken(matrix, cells ? dry.take(height, width) : matrix, step + 1);
        taken.add(next);
        if (cells) {
          assertThat(matrix.place()).isEqualTo(next.twin.place());
          next.fill();
        }
      } else {
        Taken last = taken.remove(random.nextInt(taken.size()));
        workspace.give(last.matrix);
        if (cells) {
          last.check();
          dry.give(last.twin);
        }
      }
    }
    taken.forEach(t -> workspace.give(t.matrix));
    assertThat(workspace.live()).isZero();
  }

  @Test
  void columnsLieOnCacheLines() {
    Workspace workspace = Workspace.slabs(1 << 16);
    for (int height : new int[] {1, 7, 16, 100, 1024, 2048}) {
      ColumnMatrix matrix = workspace.take(height, 3);
      for (int j = 0; j < 3; j++) {
        assertThat((matrix.offset(j) - 12) % ColumnMatrix.LINE).isZero();
      }
    }
  }

  @Test
  void neighboursMergeAndTheLowestPlaceIsTaken() {
    Workspace workspace = Workspace.slabs(64);
    List<ColumnMatrix> all = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      all.add(workspace.take(16, 1));
    }
    assertThat(all.stream().map(ColumnMatrix::place)).containsExactly(0L, 16L, 32L, 48L);
    assertThatThrownBy(() -> workspace.take(1, 1))
        .isInstanceOf(WorkspaceFullException.class)
        .hasMessageContaining("16 words")
        .hasMessageContaining("64");
    workspace.give(all.get(3));
    workspace.give(all.get(1));
    assertThatThrownBy(() -> workspace.take(16, 2)).isInstanceOf(WorkspaceFullException.class);
    workspace.give(all.get(2));
    assertThat(workspace.live()).isEqualTo(16);
    assertThat(workspace.take(16, 3).place()).isEqualTo(16);
    assertThat(workspace.highWater()).isEqualTo(64);
  }

  @Test
  void placesDoNotCrossSpans() {
    FirstFit places = new FirstFit(250, 100);
    assertThat(places.take(60)).isZero();
    assertThat(places.take(60)).isEqualTo(100);
    assertThat(places.take(101)).isNegative();
    assertThat(places.take(50)).isEqualTo(200);
    assertThat(places.take(40)).isEqualTo(60);
    assertThat(places.take(41)).isNegative();
    places.give(60, 40);
    places.give(100, 60);
    assertThat(places.take(100)).isEqualTo(100);
    places.give(0, 60);
    places.give(100, 100);
    places.give(200, 50);
    assertThat(places.live()).isZero();
    assertThat(places.take(101)).isNegative();
    assertThat(places.take(100)).isZero();
    assertThat(places.take(100)).isEqualTo(100);
    assertThat(places.take(50)).isEqualTo(200);
  }

  @Test
  void givingTwiceOrElsewhereIsRefused() {
    Workspace workspace = Workspace.slabs(1024);
    ColumnMatrix first = workspace.take(16, 2);
    ColumnMatrix second = workspace.take(16, 2);
    workspace.give(first);
    assertThatThrownBy(() -> workspace.give(first)).isInstanceOf(IllegalStateException.class);
    workspace.give(second);
    assertThatThrownBy(() -> workspace.give(second)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> workspace.give(Workspace.slabs(1024).take(16, 2)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Workspace.slabs(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThat(workspace.take(64, 16).place()).isZero();
  }

  @Test
  void zerosAreZerosAndOtherCellsAreAnything() {
    Parallel parallel = Parallel.sequential();
    Workspace workspace = Workspace.slabs(1 << 17);
    ColumnMatrix all = workspace.take(1 << 14, 7);
    new Taken(all, all, -1).fill();
    workspace.reset();
    assertThat(workspace.live()).isZero();
    ColumnMatrix zeros = workspace.takeZeros(1 << 14, 3, parallel);
    assertThat(zeros.place()).isZero();
    new Taken(zeros, zeros, 0).check();
    ColumnMatrix garbage = workspace.take(1 << 14, 3);
    assertThat(garbage.get(2, 0)).isEqualTo(-1);
    ColumnMatrix heap = Workspace.heap().takeZeros(100, 2, parallel);
    new Taken(heap, heap, 0).check();
  }

  @Test
  void theHeapCountsWhatIsAlive() {
    Workspace heap = Workspace.heap();
    ColumnMatrix a = heap.take(16, 2);
    ColumnMatrix b = heap.take(32, 1);
    heap.give(a);
    heap.take(16, 1);
    assertThat(heap.live()).isEqualTo(48);
    assertThat(heap.highWater()).isEqualTo(64);
    heap.give(b);
    heap.reset();
    assertThat(heap.live()).isZero();
    assertThat(a.get(0, 0)).isZero();
  }

  @Test
  void rowsAreAView() {
    ColumnMatrix matrix = Workspace.slabs(1 << 12).take(64, 3);
    ColumnMatrix rows = matrix.rows(32, 16);
    rows.set(2, 5, 77);
    assertThat(matrix.get(2, 37)).isEqualTo(77);
    assertThat(rows.height()).isEqualTo(16);
    assertThat(rows.width()).isEqualTo(3);
    assertThatThrownBy(() -> matrix.rows(49, 16)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> matrix.rows(-1, 16)).isInstanceOf(IndexOutOfBoundsException.class);
  }
}
