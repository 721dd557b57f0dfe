package dev.merapi.vm.memory;

import dev.merapi.stark.hash.Poseidon2;
import dev.merapi.stark.kernel.Kernels;
import dev.merapi.stark.parallel.Parallel;
import dev.merapi.vm.verification.MemoryHash;
import java.util.Arrays;

/**
 * The distinct compressions ({@link MemoryHash}) a tree computation asked for, each with the number
 * of times it was asked for. Rows are numbered in order of first request. Written by one thread;
 * {@link #compute} works on many.
 */
public final class Compressions {
  /** Words a compression takes. */
  public static final int INPUT = 16;

  /** Words of a digest. */
  public static final int DIGEST = Poseidon2.DIGEST_WORDS;

  /** Rows that are allocated together. */
  private static final int CHUNK = 1 << 12;

  private static final int GRAIN = CHUNK / 4;

  private final int[][] inputs;
  private final int[][] outputs;
  private final int[] counts;
  private int[] slots;
  private int rows;
  private int computed;

  /**
   * None yet.
   *
   * @param most how many distinct ones there may be
   */
  public Compressions(int most) {
    int chunks = (most + CHUNK - 1) / CHUNK;
    inputs = new int[chunks][];
    outputs = new int[chunks][];
    counts = new int[most];
    slots = new int[slots(most)];
  }

  /** A power of two of which {@code most} are at most three quarters. */
  private static int slots(int most) {
    return Integer.highestOneBit(Math.max(most + most / 3, 1)) << 1;
  }

  /** Heap bytes, at most, of an object with room for {@code most} rows that has fewer. */
  public static long heapBytes(int most, int rows) {
    long chunks = (Math.min(rows, most) + CHUNK - 1) / CHUNK;
    return chunks * (CHUNK * 4L * (INPUT + DIGEST) + 48)
        + 8L * ((most + CHUNK - 1) / CHUNK)
        + 4L * most
        + 4L * slots(most)
        + 256;
  }

  /** Number of distinct compressions. */
  public int rows() {
    return rows;
  }

  /** Copies the input of a row, in Montgomery form. */
  public void input(int row, int[] out, int at) {
    System.arraycopy(inputs[row / CHUNK], row % CHUNK * INPUT, out, at, INPUT);
  }

  /** How often row {@code row} was asked for. */
  public int count(int row) {
    return counts[row];
  }

  /** Copies the digest of a computed row. */
  public void digest(int row, int[] out, int at) {
    System.arraycopy(outputs[row / CHUNK], row % CHUNK * DIGEST, out, at, DIGEST);
  }

  /**
   * Asks for the compression of 16 words and returns its row; the digest is there after {@link
   * #compute}.
   */
  public int request(int[] words, int at) {
    int slot = find(words, at);
    int row = slots[slot] - 1;
    if (row < 0) {
      row = append(words, at);
      slots[slot] = row + 1;
    }
    counts[row]++;
    return row;
  }

  /** Computes the digests of all rows requested since the last call. */
  public void compute(Parallel parallel) {
    parallel.forRange(computed, rows, GRAIN, this::compute);
    computed = rows;
  }

  private void compute(int from, int to) {
    HashBatch batch = new HashBatch(Math.min(to - from, GRAIN), Kernels.best());
    for (int start = from; start < to; start += GRAIN) {
      int count = Math.min(to - start, GRAIN);
      for (int i = 0; i < count; i++) {
        int row = start + i;
        batch.set(i, inputs[row / CHUNK], row % CHUNK * INPUT);
      }
      batch.compute(count);
      for (int i = 0; i < count; i++) {
        int row = start + i;
        batch.digest(i, outputs[row / CHUNK], row % CHUNK * DIGEST);
      }
    }
  }

  /** Forgets what only requests need. */
  void seal() {
    slots = new int[0];
  }

  private int append(int[] words, int at) {
    int chunk = rows / CHUNK;
    if (rows % CHUNK == 0) {
      inputs[chunk] = new int[CHUNK * INPUT];
      outputs[chunk] = new int[CHUNK * DIGEST];
    }
    System.arraycopy(words, at, inputs[chunk], rows % CHUNK * INPUT, INPUT);
    return rows++;
  }

  private int find(int[] words, int at) {
    int mask = slots.length - 1;
    int slot = hash(words, at) & mask;
    while (slots[slot] != 0 && !same(words, at, slots[slot] - 1)) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private boolean same(int[] words, int at, int row) {
    int from = row % CHUNK * INPUT;
    return Arrays.equals(words, at, at + INPUT, inputs[row / CHUNK], from, from + INPUT);
  }

  private static int hash(int[] words, int at) {
    long h = 0;
    for (int i = 0; i < INPUT; i++) {
      h = (h + words[at + i]) * 0x9E3779B97F4A7C15L;
      h ^= h >>> 29;
    }
    return (int) (h >>> 32);
  }
}
