package dev.merapi.vm.verification;

import dev.merapi.stark.field.KoalaBear;
import java.util.Arrays;

/**
 * The public values of one segment's proof, canonical field elements.
 *
 * @param initialPc pc of the first instruction
 * @param finalPc pc of the TERMINATE, or of the next segment's first instruction
 * @param terminated whether the segment ends the execution
 * @param exitCode the guest's exit code if terminated, else {@link #SUSPENDED}
 * @param initialRoot root of the memory tree before the segment, 8 elements
 * @param finalRoot root after it, 8 elements
 */
@SuppressWarnings("ArrayRecordComponent")
public record SegmentPublicValues(
    int initialPc,
    int finalPc,
    boolean terminated,
    int exitCode,
    int[] initialRoot,
    int[] finalRoot) {
  /** Exit code of a segment that the next one continues. */
  public static final int SUSPENDED = 42;

  /** Position of the initial pc. */
  public static final int INITIAL_PC = 0;

  /** Position of the final pc. */
  public static final int FINAL_PC = 1;

  /** Position of the boolean is_terminate. */
  public static final int IS_TERMINATE = 2;

  /** Position of the exit code. */
  public static final int EXIT_CODE = 3;

  /** Position of the initial root's first element. */
  public static final int INITIAL_ROOT = 4;

  /** Position of the final root's first element. */
  public static final int FINAL_ROOT = 12;

  /** Number of public values. */
  public static final int COUNT = 20;

  private static final int DIGEST = 8;

  /** Copies the roots and checks that all are field elements. */
  public SegmentPublicValues {
    initialRoot = initialRoot.clone();
    finalRoot = finalRoot.clone();
    if (initialRoot.length != DIGEST || finalRoot.length != DIGEST) {
      throw new IllegalArgumentException("a memory root has 8 elements");
    }
    requireCanonical(initialPc, finalPc, exitCode);
    requireCanonical(initialRoot);
    requireCanonical(finalRoot);
  }

  private static void requireCanonical(int... values) {
    for (int value : values) {
      if (!KoalaBear.isCanonical(value)) {
        throw new IllegalArgumentException(
            "public value " + Integer.toUnsignedString(value) + " is no field element");
      }
    }
  }

  /**
   * Reads the values from their positions.
   *
   * @throws IllegalArgumentException if the length is not {@link #COUNT}, is_terminate is not 0 or
   *     1, or an element is not canonical
   */
  public static SegmentPublicValues of(int[] values) {
    if (values.length != COUNT) {
      throw new IllegalArgumentException(
          "a segment has " + COUNT + " public values, not " + values.length);
    }
    int terminate = values[IS_TERMINATE];
    if (terminate != 0 && terminate != 1) {
      throw new IllegalArgumentException("is_terminate is " + Integer.toUnsignedString(terminate));
    }
    return new SegmentPublicValues(
        values[INITIAL_PC],
        values[FINAL_PC],
        terminate == 1,
        values[EXIT_CODE],
        Arrays.copyOfRange(values, INITIAL_ROOT, INITIAL_ROOT + DIGEST),
        Arrays.copyOfRange(values, FINAL_ROOT, FINAL_ROOT + DIGEST));
  }

  /** The values at their positions, canonical. */
  public int[] toArray() {
    int[] values = new int[COUNT];
    values[INITIAL_PC] = initialPc;
    values[FINAL_PC] = finalPc;
    values[IS_TERMINATE] = terminated ? 1 : 0;
    values[EXIT_CODE] = exitCode;
    System.arraycopy(initialRoot, 0, values, INITIAL_ROOT, DIGEST);
    System.arraycopy(finalRoot, 0, values, FINAL_ROOT, DIGEST);
    return values;
  }

  /** A copy of the root before the segment. */
  @Override
  public int[] initialRoot() {
    return initialRoot.clone();
  }

  /** A copy of the root after the segment. */
  @Override
  public int[] finalRoot() {
    return finalRoot.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SegmentPublicValues that && Arrays.equals(toArray(), that.toArray());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(toArray());
  }

  @Override
  public String toString() {
    return "SegmentPublicValues" + Arrays.toString(toArray());
  }
}
