package dev.merapi.stark.hash;

/**
 * The parameters of one Poseidon2 permutation over KoalaBear (S-box x³, 4 external rounds, the
 * internal rounds, 4 external rounds), in canonical integers: whoever needs the round constants (a
 * chip, a kernel) reads them here.
 */
public final class Poseidon2Parameters {
  /** External rounds, half of them before and half after the internal ones. */
  public static final int EXTERNAL_ROUNDS = 8;

  /** Width 16, 20 internal rounds: compression, transcript, short rows. */
  public static final Poseidon2Parameters WIDTH_16 =
      new Poseidon2Parameters(
          Poseidon2Constants.EXTERNAL_INITIAL_16,
          Poseidon2Constants.INTERNAL_16,
          Poseidon2Constants.EXTERNAL_FINAL_16,
          Poseidon2Constants.DIAGONAL_16);

  /** Width 24, 23 internal rounds: rows of more than 8 elements. */
  public static final Poseidon2Parameters WIDTH_24 =
      new Poseidon2Parameters(
          Poseidon2Constants.EXTERNAL_INITIAL_24,
          Poseidon2Constants.INTERNAL_24,
          Poseidon2Constants.EXTERNAL_FINAL_24,
          Poseidon2Constants.DIAGONAL_24);

  private final int[][] external = new int[EXTERNAL_ROUNDS][];
  private final int[] internal;
  private final int[] diagonal;

  private Poseidon2Parameters(
      int[][] externalInitial, int[] internal, int[][] externalFinal, int[] diagonal) {
    System.arraycopy(externalInitial, 0, external, 0, externalInitial.length);
    System.arraycopy(externalFinal, 0, external, externalInitial.length, externalFinal.length);
    this.internal = internal;
    this.diagonal = diagonal;
  }

  /** Words of the state. */
  public int width() {
    return diagonal.length;
  }

  /** Number of internal rounds. */
  public int internalRounds() {
    return internal.length;
  }

  /** The constant added to a word in an external round, 0 to 7, counted over both halves. */
  public int externalConstant(int round, int word) {
    return external[round][word];
  }

  /** The constant added to word 0 in an internal round. */
  public int internalConstant(int round) {
    return internal[round];
  }

  /** Entry of the diagonal d of the internal layer: word i becomes sum + d[i]·word i. */
  public int diagonal(int word) {
    return diagonal[word];
  }
}
