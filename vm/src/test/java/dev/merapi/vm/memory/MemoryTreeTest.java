package dev.merapi.vm.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.parallel.Parallel;
import dev.merapi.vm.verification.MemoryHash;
import java.util.Arrays;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class MemoryTreeTest {
  private static final Parallel SEQUENTIAL = Parallel.sequential();
  private static final int[][] ZERO = new int[MemoryImage.TREE_HEIGHT + 1][];

  static {
    int[] digest = new int[8];
    for (int level = 0; level < ZERO.length; level++) {
      digest = MemoryHash.of(digest, digest);
      ZERO[level] = digest;
    }
  }

  @Test
  void emptyTreeIsTheZeroSubtreeOfItsHeight() {
    int[] digest = MemoryHash.of(new int[8], new int[8]);
    for (int h = 0; h < MemoryImage.TREE_HEIGHT; h++) {
      digest = MemoryHash.of(digest, digest);
    }
    assertThat(MemoryTree.of(MemoryImage.empty(), SEQUENTIAL).root()).isEqualTo(digest);
  }

  /** The tree as it is defined, node by node. */
  private static int[] naive(MemoryImage image, int level, int index) {
    return naive(image, image.nonZeroLeaves(), level, index);
  }

  private static int[] naive(MemoryImage image, int[] labels, int level, int index) {
    int from = Arrays.binarySearch(labels, index << level);
    int first = from < 0 ? -from - 1 : from;
    if (first == labels.length || labels[first] >>> level != index) {
      return ZERO[level];
    }
    if (level == 0) {
      int[] words = new int[8];
      image.leaf(index, words, 0);
      return MemoryHash.of(limbs(words, 0), limbs(words, 4));
    }
    return MemoryHash.of(
        naive(image, labels, level - 1, 2 * index), naive(image, labels, level - 1, 2 * index + 1));
  }

  /**
   * At all levels, on and beside the paths of leaves that are not zero, on any number of threads.
   */
  @Test
  void everyNodeIsAsDefined() {
    for (int seed = 0; seed < 6; seed++) {
      Random random = new Random(seed);
      MemoryImage image = image(random, seed == 0 ? 1 : 50);
      MemoryTree tree = MemoryTree.of(image, SEQUENTIAL);
      assertThat(tree.root()).isEqualTo(naive(image, MemoryImage.TREE_HEIGHT, 0));
      int[] labels = image.nonZeroLeaves();
      for (int level = 0; level <= MemoryImage.TREE_HEIGHT; level++) {
        int index = labels[random.nextInt(labels.length)] >>> level;
        for (int at : new int[] {index, level == MemoryImage.TREE_HEIGHT ? 0 : index ^ 1}) {
          assertThat(tree.node(level, at))
              .as("%d %d", level, at)
              .isEqualTo(naive(image, level, at));
        }
      }
    }
    try (ExecutorService pool = Executors.newFixedThreadPool(3)) {
      MemoryImage large = image(new Random(9), 3000);
      MemoryTree tree = MemoryTree.of(large, Parallel.of(pool, 4));
      assertThat(tree.root()).isEqualTo(MemoryTree.of(large, SEQUENTIAL).root());
      assertThat(tree.root()).isEqualTo(naive(large, MemoryImage.TREE_HEIGHT, 0));
    }
  }

  /** A change costs what it touches: the rest of the tree is shared. */
  @Test
  void treesShareWhatDidNotChange() {
    MemoryImage before = image(new Random(3), 2000);
    MemoryTree tree = MemoryTree.of(before, SEQUENTIAL);
    int[] label = {before.nonZeroLeaves()[500]};
    int[] words = new int[8];
    before.leaf(label[0], words, 0);
    int[] other = words.clone();
    other[3]++;
    MemoryTree after = TouchedTree.of(tree, label, words, other, SEQUENTIAL).after();
    assertThat(after.root()).isNotEqualTo(tree.root());
    for (int level = 0; level < MemoryImage.TREE_HEIGHT; level++) {
      assertThat(tree.node(level, label[0] >>> level))
          .isEqualTo(naive(before, level, label[0] >>> level));
    }
    assertThat(MemoryTree.of(before, SEQUENTIAL).root()).isEqualTo(tree.root());
    assertThat(after.heapBytes()).isEqualTo(tree.heapBytes());
    assertThat(tree.heapBytesBeside(after)).isLessThanOrEqualTo(MemoryTree.changeHeapBytes(1));
    assertThat(TouchedTree.of(tree, label, words, words, SEQUENTIAL).after().heapBytesBeside(tree))
        .isLessThan(1 << 16);
  }

  @Test
  void rootFollowsFromAnyLeafAndItsPath() {
    MemoryImage image = image(new Random(1), 40);
    MemoryTree tree = MemoryTree.of(image, SEQUENTIAL);
    int[] labels = Arrays.copyOf(image.nonZeroLeaves(), 12);
    for (int label : labels) {
      int[] words = new int[8];
      image.leaf(label, words, 0);
      int[] node = MemoryHash.of(limbs(words, 0), limbs(words, 4));
      assertThat(tree.node(0, label)).isEqualTo(node);
      int[][] path = tree.path(0, label);
      for (int h = 0; h < path.length; h++) {
        boolean left = (label >>> h & 1) == 0;
        node = left ? MemoryHash.of(node, path[h]) : MemoryHash.of(path[h], node);
      }
      assertThat(tree.root()).isEqualTo(node);
    }
  }

  @Test
  void aTouchedTreeLeadsFromOneImageToTheOther() {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      MemoryImage before = image(random, 1 + random.nextInt(60));
      TreeSet<Integer> labels = new TreeSet<>();
      for (int label : before.nonZeroLeaves()) {
        if (random.nextInt(3) == 0) {
          labels.add(label);
        }
      }
      labels.add(MemoryImage.leafLabel(1 + random.nextInt(3), random.nextInt(1 << 24) << 5));
      int[] touched = labels.stream().mapToInt(Integer::intValue).toArray();
      int[] initial = new int[touched.length * 8];
      int[] last = new int[touched.length * 8];
      MemoryImage.Builder after = before.toBuilder();
      for (int i = 0; i < touched.length; i++) {
        before.leaf(touched[i], initial, 8 * i);
        for (int w = 0; w < 8; w++) {
          last[8 * i + w] = random.nextBoolean() ? initial[8 * i + w] : random.nextInt();
        }
        after.leaf(touched[i], last, 8 * i);
      }
      MemoryTree tree = MemoryTree.of(before, SEQUENTIAL);
      TouchedTree both = TouchedTree.of(tree, touched, initial, last, SEQUENTIAL);
      MemoryTree expected = MemoryTree.of(after.build(), SEQUENTIAL);
      assertThat(both.initialRoot()).as("seed %d", seed).isEqualTo(tree.root());
      assertThat(both.finalRoot()).as("seed %d", seed).isEqualTo(expected.root());
      assertThat(both.after().root()).isEqualTo(expected.root());
      for (int label : touched) {
        assertThat(both.after().path(0, label)).isDeepEqualTo(expected.path(0, label));
      }
    }
  }

  @Test
  void wordsThatAreNotThoseOfTheTreeAreRefused() {
    MemoryTree tree = MemoryTree.of(MemoryImage.empty(), SEQUENTIAL);
    int[] words = {0, 0, 0, 1, 0, 0, 0, 0};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TouchedTree.of(tree, new int[1], words, words, SEQUENTIAL));
  }

  @Test
  void compressionsAreKeptOnceAndCounted() {
    Compressions compressions = new Compressions(300);
    Random random = new Random(5);
    int[] words = new int[16 * 300];
    Arrays.setAll(words, i -> random.nextInt(KoalaBear.P));
    for (int pass = 0; pass < 3; pass++) {
      for (int i = 0; i < 300; i++) {
        assertThat(compressions.request(words, 16 * i)).isEqualTo(i);
      }
      compressions.compute(SEQUENTIAL);
    }
    assertThat(compressions.rows()).isEqualTo(300);
    assertThat(compressions.count(17)).isEqualTo(3);
    int[] digest = new int[8];
    compressions.digest(299, digest, 0);
    int[] row = Arrays.copyOfRange(words, 16 * 299, 16 * 300);
    assertThat(digest)
        .isEqualTo(MemoryHash.of(Arrays.copyOf(row, 8), Arrays.copyOfRange(row, 8, 16)));
  }

  private static MemoryImage image(Random random, int words) {
    MemoryImage.Builder image = MemoryImage.builder();
    for (int i = 0; i < words; i++) {
      int space = 1 + random.nextInt(3);
      int pointer = random.nextInt(space == 2 ? 1 << 27 : 64) << 2;
      image.word(space, pointer, random.nextInt());
    }
    return image.build();
  }

  private static int[] limbs(int[] words, int from) {
    int[] limbs = new int[8];
    for (int i = 0; i < 8; i++) {
      limbs[i] = KoalaBear.fromCanonical(words[from + i / 2] >>> 16 * (i % 2) & 0xffff);
    }
    return limbs;
  }
}
