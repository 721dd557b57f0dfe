package dev.merapi.vm.executor;

import dev.merapi.vm.memory.MemoryImage;
import dev.merapi.vm.memory.MemoryWords;
import dev.merapi.vm.program.Program;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A moment of an execution: program position, registers, memory, public values, and what is left of
 * input and hints. Any number of executions may go on from it. Immutable; neighbouring checkpoints
 * share the pages of memory that did not change between them.
 */
public final class Checkpoint implements MemoryWords {
  /** Heap bytes of one whose memory is empty, without hints: mainly references to its pages. */
  static final long LEAST_HEAP_BYTES = 8L * GuestState.PAGES + 4L * GuestState.REGISTERS + 1024;

  private static final int BLOCKS_A_PAGE = GuestState.PAGE_WORDS / BLOCK_WORDS;
  private static final int MEMORY =
      MemoryImage.leafLabel(MemoryImage.MEMORY, 0) / MemoryWords.BLOCK_LEAVES;
  private static final int PUBLIC_VALUES =
      MemoryImage.leafLabel(MemoryImage.PUBLIC_VALUES, 0) / MemoryWords.BLOCK_LEAVES;

  private static final int[] ZEROS = new int[GuestState.PAGE_WORDS];

  private final Program program;
  private final int index;
  private final int[] registers;
  private final int[][] pages;
  private final int[] publicValues;
  private final Hints hints;

  /** Takes over the arrays, which nobody changes any more. */
  Checkpoint(
      Program program, int index, int[] registers, int[][] pages, int[] publicValues, Hints hints) {
    this.program = program;
    this.index = index;
    this.registers = registers;
    this.pages = pages;
    this.publicValues = publicValues;
    this.hints = hints;
  }

  /**
   * The beginning of a run.
   *
   * @param limits gives the size of the public values space
   */
  public static Checkpoint start(Program program, GuestInput input, ExecutionLimits limits) {
    int[] registers = new int[GuestState.REGISTERS];
    int[] publicValues = new int[limits.publicValueBytes() / 4];
    int[][] pages = new int[GuestState.PAGES][];
    Arrays.fill(pages, ZEROS);
    boolean[] owned = new boolean[GuestState.PAGES];
    MemoryImage image = program.initialMemory();
    int[] leaf = new int[MemoryImage.LEAF_WORDS];
    for (int label : image.nonZeroLeaves()) {
      image.leaf(label, leaf, 0);
      int word = MemoryImage.pointerOf(label) >>> 2;
      switch (MemoryImage.spaceOf(label)) {
        case MemoryImage.REGISTERS -> System.arraycopy(leaf, 0, registers, word, leaf.length);
        case MemoryImage.MEMORY -> {
          int page = word / GuestState.PAGE_WORDS;
          if (!owned[page]) {
            pages[page] = new int[GuestState.PAGE_WORDS];
            owned[page] = true;
          }
          System.arraycopy(leaf, 0, pages[page], word % GuestState.PAGE_WORDS, leaf.length);
        }
        default -> System.arraycopy(leaf, 0, publicValues, word, leaf.length);
      }
    }
    int entry = (program.entryPc() - program.pcBase()) >> 2;
    return new Checkpoint(program, entry, registers, pages, publicValues, new Hints(input));
  }

  /** How many pages were ever written. */
  @SuppressWarnings("ReferenceEquality") // the page that nobody wrote is known by identity
  static int written(int[][] pages) {
    return (int) Arrays.stream(pages).filter(page -> page != ZEROS).count();
  }

  @Override
  public int[] blocks() {
    IntStream memory =
        IntStream.range(0, pages.length)
            .filter(page -> pages[page] != ZEROS)
            .flatMap(page ->
                IntStream.range(0, BLOCKS_A_PAGE).map(b -> MEMORY + page * BLOCKS_A_PAGE + b));
    int revealed = (publicValues.length + BLOCK_WORDS - 1) / BLOCK_WORDS;
    return IntStream.concat(
            IntStream.concat(IntStream.of(0), memory),
            IntStream.range(PUBLIC_VALUES, PUBLIC_VALUES + revealed))
        .toArray();
  }

  @Override
  public void block(int number, int[] out) {
    if (number >= PUBLIC_VALUES) {
      copy(publicValues, (number - PUBLIC_VALUES) * BLOCK_WORDS, out);
    } else if (number >= MEMORY) {
      int block = number - MEMORY;
      copy(pages[block / BLOCKS_A_PAGE], block % BLOCKS_A_PAGE * BLOCK_WORDS, out);
    } else {
      copy(registers, number * BLOCK_WORDS, out);
    }
  }

  private static void copy(int[] words, int from, int[] out) {
    int count = Math.min(words.length - from, BLOCK_WORDS);
    System.arraycopy(words, from, out, 0, count);
    Arrays.fill(out, count, BLOCK_WORDS, 0);
  }

  /** The program that runs. */
  public Program program() {
    return program;
  }

  /** The pc of the next instruction. */
  public int pc() {
    return program.pc(index);
  }

  /**
   * Heap bytes, at most, if it shares no page with another: 64 KiB for each page that was ever
   * written, 64 KiB for references, and what is left of the hint stream. Input vectors not yet
   * taken are those of the {@link GuestInput}.
   */
  public long heapBytes() {
    return LEAST_HEAP_BYTES
        + (long) written(pages) * GuestState.PAGE_HEAP_BYTES
        + 4L * publicValues.length
        + 4L * hints.words();
  }

  /** The row of the next instruction. */
  int index() {
    return index;
  }

  int[] registers() {
    return registers;
  }

  int[][] pages() {
    return pages;
  }

  int[] publicValues() {
    return publicValues;
  }

  Hints hints() {
    return hints;
  }
}
