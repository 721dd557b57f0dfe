package dev.merapi.vm.memory;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.hash.HashSuite;
import dev.merapi.stark.hash.Poseidon2;
import dev.merapi.stark.kernel.HashKernel;
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

  private static final int GRAIN = 256;
  private static final int FEW = 32;

  private int[] inputs = new int[64 * INPUT];
  private int[] outputs = new int[64 * DIGEST];
  private int[] counts = new int[64];
  private int[] slots = new int[256];
  private int rows;
  private int computed;

  /** Number of distinct compressions. */
  public int rows() {
    return rows;
  }

  /** Inputs, row i at 16i, Montgomery form; shared, entries past the last row are undefined. */
  public int[] inputs() {
    return inputs;
  }

  /** How often row {@code row} was asked for. */
  public int count(int row) {
    return counts[row];
  }

  /** Copies the digest of a computed row. */
  public void digest(int row, int[] out, int at) {
    System.arraycopy(outputs, row * DIGEST, out, at, DIGEST);
  }

  /**
   * Asks for the compression of 16 words and returns its row; the digest is there after {@link
   * #compute}.
   */
  public int request(int[] words, int at) {
    if (2 * rows >= slots.length) {
      growSlots();
    }
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
    if (rows - computed < FEW) {
      int[] state = new int[INPUT];
      for (int row = computed; row < rows; row++) {
        System.arraycopy(inputs, row * INPUT, state, 0, INPUT);
        Poseidon2.permute16(state);
        for (int word = 0; word < DIGEST; word++) {
          outputs[row * DIGEST + word] = KoalaBear.add(state[word], inputs[row * INPUT + word]);
        }
      }
    } else {
      computeMany(computed, rows - computed, parallel);
    }
    computed = rows;
  }

  /** By columns: left halves, then right halves, are the children of one level of a tree. */
  private void computeMany(int first, int count, Parallel parallel) {
    HashKernel kernel = Kernels.best().hash(HashSuite.poseidon2());
    ColumnMatrix children = ColumnMatrix.allocate(2 * count, DIGEST);
    ColumnMatrix parents = ColumnMatrix.allocate(count, DIGEST);
    int[] from = children.data();
    int[] to = parents.data();
    parallel.forRange(
        0,
        count,
        GRAIN,
        (start, end) -> {
          for (int word = 0; word < DIGEST; word++) {
            int left = children.offset(word);
            int right = left + count;
            for (int i = start; i < end; i++) {
              from[left + i] = inputs[(first + i) * INPUT + word];
              from[right + i] = inputs[(first + i) * INPUT + DIGEST + word];
            }
          }
          kernel.compress(children, parents, start, end);
          for (int word = 0; word < DIGEST; word++) {
            int digest = parents.offset(word);
            for (int i = start; i < end; i++) {
              outputs[(first + i) * DIGEST + word] =
                  KoalaBear.add(to[digest + i], inputs[(first + i) * INPUT + word]);
            }
          }
        });
  }

  private int append(int[] words, int at) {
    if (rows == counts.length) {
      inputs = Arrays.copyOf(inputs, Math.multiplyExact(inputs.length, 2));
      outputs = Arrays.copyOf(outputs, outputs.length * 2);
      counts = Arrays.copyOf(counts, counts.length * 2);
    }
    System.arraycopy(words, at, inputs, rows * INPUT, INPUT);
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
    return Arrays.equals(words, at, at + INPUT, inputs, row * INPUT, row * INPUT + INPUT);
  }

  private static int hash(int[] words, int at) {
    long h = 0;
    for (int i = 0; i < INPUT; i++) {
      h = (h + words[at + i]) * 0x9E3779B97F4A7C15L;
      h ^= h >>> 29;
    }
    return (int) (h >>> 32);
  }

  private void growSlots() {
    slots = new int[slots.length * 2];
    for (int row = 0; row < rows; row++) {
      slots[find(inputs, row * INPUT)] = row + 1;
    }
  }
}
