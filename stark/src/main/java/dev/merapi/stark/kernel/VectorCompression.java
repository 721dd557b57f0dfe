package dev.merapi.stark.kernel;

import static dev.merapi.stark.kernel.Lanes.I;
import static jdk.incubator.vector.VectorOperators.ROR;
import static jdk.incubator.vector.VectorOperators.XOR;

import dev.merapi.stark.hash.Blake3;
import jdk.incubator.vector.IntVector;

/**
 * BLAKE3's compression function on 16 inputs at once.
 *
 * <p>A group of 16 inputs lies in an {@code int[]}: word w of input l at index at + 16w + l, words
 * 0 to 7 the chaining value, 8 to 23 the block. One round a loop body, the state in registers. Sums
 * begin with the word of the block, which waits for nothing: C2 keeps the order of additions.
 */
final class VectorCompression {
  /** Inputs to a group. */
  static final int GROUP = VectorPermutation.GROUP;

  /** Words of a chaining value and a block. */
  static final int WORDS = 8 + Blake3.BLOCK_WORDS;

  /** Offset in a group's slice of the block word that each step of each round reads. */
  private static final int[] ORDER = order();

  private VectorCompression() {}

  private static int[] order() {
    int[] permutation = {2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8};
    int[] order = new int[7 * Blake3.BLOCK_WORDS];
    for (int i = 0; i < order.length; i++) {
      order[i] = i < 16 ? GROUP * i : order[i - i % 16 - 16 + permutation[i % 16]];
    }
    return order;
  }

  /**
   * Compresses the inputs of a group; words 0 to 7 of its slice become the first 8 words of the
   * result and, if {@code whole}, words 8 to 15 the others.
   */
  static void compress(int[] st, int at, int counter, int bytes, int flags, boolean whole) {
    for (int lane = at; lane < at + GROUP; lane += Lanes.N) {
      compressLanes(st, lane, counter, bytes, flags, whole);
    }
  }

  private static void compressLanes(
      int[] st, int at, int counter, int bytes, int flags, boolean whole) {
    int block = at + 8 * GROUP;
    IntVector v0 = IntVector.fromArray(I, st, at + 0);
    IntVector v1 = IntVector.fromArray(I, st, at + 16);
    IntVector v2 = IntVector.fromArray(I, st, at + 32);
    IntVector v3 = IntVector.fromArray(I, st, at + 48);
    IntVector v4 = IntVector.fromArray(I, st, at + 64);
    IntVector v5 = IntVector.fromArray(I, st, at + 80);
    IntVector v6 = IntVector.fromArray(I, st, at + 96);
    IntVector v7 = IntVector.fromArray(I, st, at + 112);
    IntVector v8 = IntVector.broadcast(I, Blake3.iv(0));
    IntVector v9 = IntVector.broadcast(I, Blake3.iv(1));
    IntVector v10 = IntVector.broadcast(I, Blake3.iv(2));
    IntVector v11 = IntVector.broadcast(I, Blake3.iv(3));
    IntVector v12 = IntVector.broadcast(I, counter);
    IntVector v13 = IntVector.zero(I);
    IntVector v14 = IntVector.broadcast(I, bytes);
    IntVector v15 = IntVector.broadcast(I, flags);
    for (int k = 0; k < ORDER.length; k += 16) {
      v0 = v0.add(IntVector.fromArray(I, st, block + ORDER[k + 0])).add(v4);
      v12 = v12.lanewise(XOR, v0).lanewise(ROR, 16);
      v8 = v8.add(v12);
      v4 = v4.lanewise(XOR, v8).lanewise(ROR, 12);
      v0 = v0.add(IntVector.fromArray(I, st, block + ORDER[k + 1])).add(v4);
      v12 = v12.lanewise(XOR, v0).lanewise(ROR, 8);
      v8 = v8.add(v12);
      v4 = v4.lanewise(XOR, v8).lanewise(ROR, 7);
      v1 = v1.add(IntVector.fromArray(I, st, block + ORDER[k + 2])).add(v5);
      v13 = v13.lanewise(XOR, v1).lanewise(ROR, 16);
      v9 = v9.add(v13);
      v5 = v5.lanewise(XOR, v9).lanewise(ROR, 12);
      v1 = v1.add(IntVector.fromArray(I, st, block + ORDER[k + 3])).add(v5);
      v13 = v13.lanewise(XOR, v1).lanewise(ROR, 8);
      v9 = v9.add(v13);
      v5 = v5.lanewise(XOR, v9).lanewise(ROR, 7);
      v2 = v2.add(IntVector.fromArray(I, st, block + ORDER[k + 4])).add(v6);
      v14 = v14.lanewise(XOR, v2).lanewise(ROR, 16);
      v10 = v10.add(v14);
      v6 = v6.lanewise(XOR, v10).lanewise(ROR, 12);
      v2 = v2.add(IntVector.fromArray(I, st, block + ORDER[k + 5])).add(v6);
      v14 = v14.lanewise(XOR, v2).lanewise(ROR, 8);
      v10 = v10.add(v14);
      v6 = v6.lanewise(XOR, v10).lanewise(ROR, 7);
      v3 = v3.add(IntVector.fromArray(I, st, block + ORDER[k + 6])).add(v7);
      v15 = v15.lanewise(XOR, v3).lanewise(ROR, 16);
      v11 = v11.add(v15);
      v7 = v7.lanewise(XOR, v11).lanewise(ROR, 12);
      v3 = v3.add(IntVector.fromArray(I, st, block + ORDER[k + 7])).add(v7);
      v15 = v15.lanewise(XOR, v3).lanewise(ROR, 8);
      v11 = v11.add(v15);
      v7 = v7.lanewise(XOR, v11).lanewise(ROR, 7);
      v0 = v0.add(IntVector.fromArray(I, st, block + ORDER[k + 8])).add(v5);
      v15 = v15.lanewise(XOR, v0).lanewise(ROR, 16);
      v10 = v10.add(v15);
      v5 = v5.lanewise(XOR, v10).lanewise(ROR, 12);
      v0 = v0.add(IntVector.fromArray(I, st, block + ORDER[k + 9])).add(v5);
      v15 = v15.lanewise(XOR, v0).lanewise(ROR, 8);
      v10 = v10.add(v15);
      v5 = v5.lanewise(XOR, v10).lanewise(ROR, 7);
      v1 = v1.add(IntVector.fromArray(I, st, block + ORDER[k + 10])).add(v6);
      v12 = v12.lanewise(XOR, v1).lanewise(ROR, 16);
      v11 = v11.add(v12);
      v6 = v6.lanewise(XOR, v11).lanewise(ROR, 12);
      v1 = v1.add(IntVector.fromArray(I, st, block + ORDER[k + 11])).add(v6);
      v12 = v12.lanewise(XOR, v1).lanewise(ROR, 8);
      v11 = v11.add(v12);
      v6 = v6.lanewise(XOR, v11).lanewise(ROR, 7);
      v2 = v2.add(IntVector.fromArray(I, st, block + ORDER[k + 12])).add(v7);
      v13 = v13.lanewise(XOR, v2).lanewise(ROR, 16);
      v8 = v8.add(v13);
      v7 = v7.lanewise(XOR, v8).lanewise(ROR, 12);
      v2 = v2.add(IntVector.fromArray(I, st, block + ORDER[k + 13])).add(v7);
      v13 = v13.lanewise(XOR, v2).lanewise(ROR, 8);
      v8 = v8.add(v13);
      v7 = v7.lanewise(XOR, v8).lanewise(ROR, 7);
      v3 = v3.add(IntVector.fromArray(I, st, block + ORDER[k + 14])).add(v4);
      v14 = v14.lanewise(XOR, v3).lanewise(ROR, 16);
      v9 = v9.add(v14);
      v4 = v4.lanewise(XOR, v9).lanewise(ROR, 12);
      v3 = v3.add(IntVector.fromArray(I, st, block + ORDER[k + 15])).add(v4);
      v14 = v14.lanewise(XOR, v3).lanewise(ROR, 8);
      v9 = v9.add(v14);
      v4 = v4.lanewise(XOR, v9).lanewise(ROR, 7);
    }
    if (whole) {
      v8.lanewise(XOR, IntVector.fromArray(I, st, at + 0)).intoArray(st, block + 0);
      v9.lanewise(XOR, IntVector.fromArray(I, st, at + 16)).intoArray(st, block + 16);
      v10.lanewise(XOR, IntVector.fromArray(I, st, at + 32)).intoArray(st, block + 32);
      v11.lanewise(XOR, IntVector.fromArray(I, st, at + 48)).intoArray(st, block + 48);
      v12.lanewise(XOR, IntVector.fromArray(I, st, at + 64)).intoArray(st, block + 64);
      v13.lanewise(XOR, IntVector.fromArray(I, st, at + 80)).intoArray(st, block + 80);
      v14.lanewise(XOR, IntVector.fromArray(I, st, at + 96)).intoArray(st, block + 96);
      v15.lanewise(XOR, IntVector.fromArray(I, st, at + 112)).intoArray(st, block + 112);
    }
    v0.lanewise(XOR, v8).intoArray(st, at + 0);
    v1.lanewise(XOR, v9).intoArray(st, at + 16);
    v2.lanewise(XOR, v10).intoArray(st, at + 32);
    v3.lanewise(XOR, v11).intoArray(st, at + 48);
    v4.lanewise(XOR, v12).intoArray(st, at + 64);
    v5.lanewise(XOR, v13).intoArray(st, at + 80);
    v6.lanewise(XOR, v14).intoArray(st, at + 96);
    v7.lanewise(XOR, v15).intoArray(st, at + 112);
  }
}
