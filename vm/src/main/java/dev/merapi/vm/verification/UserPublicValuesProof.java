package dev.merapi.vm.verification;

import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.hash.Poseidon2;
import dev.merapi.vm.memory.MemoryImage;
import java.util.Arrays;

/**
 * The opening of the public values, all of the first bytes of space 3, against the memory root a
 * run ends with.
 *
 * <p>The values fill a subtree; its place in the tree, and with it every left or right on the way
 * to the root, follows from the address of the space and the number of values, never from the
 * proof.
 *
 * @param values the bytes, a power of two of them from 32 on
 * @param siblings digests beside the way from the subtree to the root, bottom up, 8 canonical
 *     elements each
 */
@SuppressWarnings("ArrayRecordComponent")
public record UserPublicValuesProof(byte[] values, int[] siblings) {
  /** Bytes of a leaf. */
  public static final int LEAF_BYTES = 32;

  /** Most bytes of public values. */
  public static final int MAX_BYTES = 1 << 20;

  private static final int DIGEST = Poseidon2.DIGEST_WORDS;
  private static final int FIRST_LEAF =
      MemoryImage.PUBLIC_VALUES - 1 << MemoryImage.LOG_SPACE_BYTES - 5;

  /**
   * Checks the shape and copies the arrays.
   *
   * @throws IllegalArgumentException if the number of values is no power of two in range, the
   *     number of siblings is not the one that belongs to it, or an element is not canonical
   */
  public UserPublicValuesProof {
    values = values.clone();
    siblings = siblings.clone();
    if (!isLength(values.length)) {
      throw new IllegalArgumentException(values.length + " bytes of public values");
    }
    if (siblings.length != siblingWords(values.length)) {
      throw new IllegalArgumentException(
          siblings.length + " words of siblings for " + values.length + " public values");
    }
    for (int sibling : siblings) {
      if (!KoalaBear.isCanonical(sibling)) {
        throw new IllegalArgumentException(
            "sibling word " + Integer.toUnsignedString(sibling) + " is no field element");
      }
    }
  }

  /** Whether a machine can have this many bytes of public values. */
  public static boolean isLength(int bytes) {
    return bytes >= LEAF_BYTES && bytes <= MAX_BYTES && Integer.bitCount(bytes) == 1;
  }

  /** Words of {@link #siblings} for this many bytes of public values. */
  public static int siblingWords(int bytes) {
    return (MemoryImage.TREE_HEIGHT - level(bytes)) * DIGEST;
  }

  /** The level of the subtree of this many bytes, 0 for one leaf. */
  public static int level(int bytes) {
    return Integer.numberOfTrailingZeros(bytes / LEAF_BYTES);
  }

  /** The position of the subtree of this many bytes in its level. */
  public static int index(int bytes) {
    return FIRST_LEAF >>> level(bytes);
  }

  /** The memory root these values and siblings lead to, 8 canonical elements. */
  public int[] root() {
    int[] node = subtree();
    int index = index(values.length);
    for (int at = 0; at < siblings.length; at += DIGEST) {
      int[] sibling = new int[DIGEST];
      for (int i = 0; i < DIGEST; i++) {
        sibling[i] = KoalaBear.fromCanonical(siblings[at + i]);
      }
      node = (index & 1) == 0 ? MemoryHash.of(node, sibling) : MemoryHash.of(sibling, node);
      index >>>= 1;
    }
    return Arrays.stream(node).map(KoalaBear::toCanonical).toArray();
  }

  private int[] subtree() {
    int[][] level = new int[values.length / LEAF_BYTES][];
    for (int i = 0; i < level.length; i++) {
      level[i] = MemoryHash.of(limbs(i * LEAF_BYTES), limbs(i * LEAF_BYTES + LEAF_BYTES / 2));
    }
    while (level.length > 1) {
      int[][] above = new int[level.length / 2][];
      for (int i = 0; i < above.length; i++) {
        above[i] = MemoryHash.of(level[2 * i], level[2 * i + 1]);
      }
      level = above;
    }
    return level[0];
  }

  /** Eight limbs, two bytes each, low byte first. */
  private int[] limbs(int from) {
    int[] limbs = new int[DIGEST];
    for (int i = 0; i < DIGEST; i++) {
      limbs[i] =
          KoalaBear.fromCanonical(
              values[from + 2 * i] & 0xff | (values[from + 2 * i + 1] & 0xff) << 8);
    }
    return limbs;
  }

  /** A copy of the bytes. */
  @Override
  public byte[] values() {
    return values.clone();
  }

  /** A copy of the siblings. */
  @Override
  public int[] siblings() {
    return siblings.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof UserPublicValuesProof that
        && Arrays.equals(values, that.values)
        && Arrays.equals(siblings, that.siblings);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(values) + Arrays.hashCode(siblings);
  }

  @Override
  public String toString() {
    return "UserPublicValuesProof[" + values.length + " bytes]";
  }
}
