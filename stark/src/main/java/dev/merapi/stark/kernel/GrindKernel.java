package dev.merapi.stark.kernel;

/** Search for proofs of work of one hash suite. */
public interface GrindKernel {
  /**
   * The smallest nonce of a range that solves the puzzle: with the canonical integer nonce as word
   * slot of the transcript's state, the permuted state's word 0 has its low bits zero, as a
   * canonical integer.
   *
   * @param state the transcript's state, Montgomery, not changed
   * @param slot the word the nonce takes
   * @param bits how many bits must be zero, 0 to 30
   * @param from first nonce tried
   * @param to end of the range, at most p
   * @return the nonce, or -1 if there is none
   */
  int search(int[] state, int slot, int bits, int from, int to);
}
