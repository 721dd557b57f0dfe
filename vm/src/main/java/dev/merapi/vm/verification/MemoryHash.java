package dev.merapi.vm.verification;

import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.hash.Poseidon2;

/**
 * The hash of the memory tree, for leaves and nodes alike: of sixteen elements x, the first eight
 * words of P(x) + x, where P is the width-16 Poseidon2 permutation.
 *
 * <p>Adding x is what makes it collision-resistant. P alone can be run backwards, so that for any
 * eight words there are as many x as one likes that P takes to them; and nothing but its digest
 * restrains what a leaf is opened with. (The compression of commitment trees needs no such term:
 * their leaves are hashed by a sponge.)
 */
public final class MemoryHash {
  private MemoryHash() {}

  /** The digest of left ‖ right, 8 elements each in Montgomery form. */
  public static int[] of(int[] left, int[] right) {
    int[] digest = Poseidon2.compress(left, right);
    for (int i = 0; i < digest.length; i++) {
      digest[i] = KoalaBear.add(digest[i], left[i]);
    }
    return digest;
  }
}
