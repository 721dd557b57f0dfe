package dev.merapi.vm.verification;

import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.hash.HashSuite;
import dev.merapi.stark.proof.CommittedRoot;
import java.util.Arrays;

/**
 * The identity of an executable: one digest that binds the committed program, the memory it starts
 * with and where it starts.
 */
public final class ExeCommitment {
  /** Separates this hash from all others of the project: "exe1". */
  private static final int DOMAIN = 0x65786531;

  /** Says that a cap is halves of words, so that no cap of elements is mistaken for it. */
  private static final int HALVES = 1 << 16;

  private static final int HEAD = 4;
  private static final int DIGEST = HashSuite.DIGEST_WORDS;

  private ExeCommitment() {}

  /**
   * The commitment, 8 canonical elements.
   *
   * @param program the committed program
   * @param initialRoot root of the initial memory, 8 canonical elements
   * @param entryPc where execution starts
   */
  public static int[] of(CommittedRoot program, int[] initialRoot, int entryPc) {
    if (initialRoot.length != DIGEST) {
      throw new IllegalArgumentException("a memory root has 8 elements, not " + initialRoot.length);
    }
    int[] cap = program.capElements();
    int[] message = new int[HEAD + DIGEST + cap.length];
    message[0] = KoalaBear.fromCanonical(DOMAIN);
    int kind = program.suite().elementDigests() ? 0 : HALVES;
    message[1] = KoalaBear.fromCanonical(kind + cap.length);
    message[2] = KoalaBear.fromCanonical(program.logHeight());
    message[3] = KoalaBear.fromCanonical(entryPc);
    for (int i = 0; i < DIGEST; i++) {
      message[HEAD + i] = KoalaBear.fromCanonical(initialRoot[i]);
    }
    System.arraycopy(cap, 0, message, HEAD + DIGEST, cap.length);
    int[] digest = HashSuite.poseidon2().hashRow(message);
    return Arrays.stream(digest).map(KoalaBear::toCanonical).toArray();
  }
}
