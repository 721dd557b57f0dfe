package dev.merapi.sdk;

import dev.merapi.sdk.verify.VerifyingKey;

/**
 * What a prover needs of a machine before it sees a program: its configuration, its preset and its
 * verifying key.
 */
public final class ProvingKey {

  private final MachineConfig config;
  private final Security security;
  private final VerifyingKey verifyingKey;

  ProvingKey(MachineConfig config, Security security, VerifyingKey verifyingKey) {
    this.config = config;
    this.security = security;
    this.verifyingKey = verifyingKey;
  }

  /**
   * Reads the canonical encoding.
   *
   * @throws dev.merapi.sdk.error.InvalidInputException if the bytes are no encoding of a proving
   *     key
   */
  public static ProvingKey read(byte[] bytes) {
    return Seam.key(bytes);
  }

  /** The canonical encoding. */
  public byte[] toBytes() {
    return Seam.encode(this);
  }

  /** The machine. */
  public MachineConfig config() {
    return config;
  }

  /** The preset. */
  public Security security() {
    return security;
  }

  /** The key that verifies what this key proves. */
  public VerifyingKey verifyingKey() {
    return verifyingKey;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ProvingKey that
        && config.equals(that.config)
        && security == that.security
        && verifyingKey.equals(that.verifyingKey);
  }

  @Override
  public int hashCode() {
    return verifyingKey.hashCode();
  }

  @Override
  public String toString() {
    return "ProvingKey[" + verifyingKey.commitment() + "]";
  }
}
