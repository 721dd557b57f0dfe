package dev.merapi.vm.verification;

import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.hash.HashSuite;
import java.util.Arrays;

/**
 * The identity of an executable: one digest that binds the committed program, the memory it starts
 * with and where it starts.
 */
public final class ExeCommitment {
  /** Separates this hash from all others of the project: "exe1". */
  private static final int DOMAIN = 0x65786531;

  private static final int DIGEST = HashSuite.DIGEST_WORDS;

  private ExeCommitment() {}

  /**
   * The commitment, 8 canonical elements.
   *
   * @param programRoot root (or cap) of the committed program, canonical elements
   * @param initialRoot root of the initial memory, 8 canonical elements
   * @param entryPc where execution starts
   */
  public static int[] of(int[] programRoot, int[] initialRoot, int entryPc) {
    if (initialRoot.length != DIGEST) {
      throw new IllegalArgumentException("a memory root has 8 elements, not " + initialRoot.length);
    }
    int[] message = new int[3 + programRoot.length + DIGEST];
    message[0] = DOMAIN;
    message[1] = programRoot.length;
    message[2] = entryPc;
    System.arraycopy(initialRoot, 0, message, 3, DIGEST);
    System.arraycopy(programRoot, 0, message, 3 + DIGEST, programRoot.length);
    for (int i = 0; i < message.length; i++) {
      message[i] = KoalaBear.fromCanonical(message[i]);
    }
    int[] digest = HashSuite.poseidon2().hashRow(message);
    return Arrays.stream(digest).map(KoalaBear::toCanonical).toArray();
  }
}
