package dev.merapi.sdk.verify;

/** What a verifier needs of a machine: its constraints, buses and parameters. Immutable. */
public final class VerifyingKey {

  private final Commitment commitment;
  private final byte[] encoded;

  VerifyingKey(Commitment commitment, byte[] encoded) {
    this.commitment = commitment;
    this.encoded = encoded;
  }

  /**
   * Reads the canonical encoding.
   *
   * @throws dev.merapi.sdk.error.InvalidInputException if the bytes are no encoding of a key
   */
  public static VerifyingKey read(byte[] bytes) {
    return Seam.key(bytes);
  }

  /** The canonical encoding. */
  public byte[] toBytes() {
    return encoded.clone();
  }

  /** The machine's identity: a digest of everything in this key. */
  public Commitment commitment() {
    return commitment;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifyingKey that && commitment.equals(that.commitment);
  }

  @Override
  public int hashCode() {
    return commitment.hashCode();
  }

  @Override
  public String toString() {
    return "VerifyingKey[" + commitment + "]";
  }
}
