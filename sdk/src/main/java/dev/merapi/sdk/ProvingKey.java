package dev.merapi.sdk;

import dev.merapi.sdk.codec.MalformedException;
import dev.merapi.sdk.codec.ProvingKeyData;
import dev.merapi.sdk.error.InvalidInputException;
import dev.merapi.sdk.error.InvalidInputException.Subject;
import dev.merapi.sdk.verify.VerifyingKey;

/**
 * What a prover needs of a machine before it sees a program. The traces are made by code, so it
 * holds no more than the verifying key does: a prover given one checks that it makes this very
 * machine.
 */
public final class ProvingKey {

  private final VerifyingKey verifyingKey;

  ProvingKey(VerifyingKey verifyingKey) {
    this.verifyingKey = verifyingKey;
  }

  /**
   * Reads the canonical encoding.
   *
   * @throws InvalidInputException if the bytes are no encoding of a proving key
   */
  public static ProvingKey read(byte[] bytes) {
    try {
      return new ProvingKey(VerifyingKey.read(ProvingKeyData.parse(bytes).verifyingKey()));
    } catch (MalformedException e) {
      throw new InvalidInputException(Subject.KEY, String.valueOf(e.getMessage()), e);
    }
  }

  /** The canonical encoding. */
  public byte[] toBytes() {
    return new ProvingKeyData(verifyingKey.toBytes()).toBytes();
  }

  /** The machine. */
  public MachineConfig config() {
    return new MachineConfig(verifyingKey.publicValuesBytes());
  }

  /** The preset. */
  public Security security() {
    return Security.parse(verifyingKey.preset());
  }

  /** The hash suite. */
  public Hash hash() {
    return Hash.parse(verifyingKey.hash());
  }

  /** The key that verifies what this key proves. */
  public VerifyingKey verifyingKey() {
    return verifyingKey;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ProvingKey that && verifyingKey.equals(that.verifyingKey);
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
