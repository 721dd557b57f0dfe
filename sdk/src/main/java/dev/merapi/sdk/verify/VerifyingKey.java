package dev.merapi.sdk.verify;

import dev.merapi.sdk.codec.MalformedException;
import dev.merapi.sdk.codec.VerifyingKeyData;
import dev.merapi.sdk.error.InvalidInputException;
import dev.merapi.sdk.error.InvalidInputException.Subject;
import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.security.SecurityPreset;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What a verifier needs of a machine: its constraints, buses and parameters. Immutable. */
public final class VerifyingKey {

  private final VerifyingKeyData data;
  private final Commitment commitment;

  private VerifyingKey(VerifyingKeyData data) {
    this.data = data;
    this.commitment = Commitment.of(data.commitment());
  }

  /**
   * Reads the canonical encoding. A key whose parameters are no preset is refused, as is one whose
   * tables are more than the preset is good for: it could promise anything.
   *
   * @throws InvalidInputException if the bytes are no encoding of such a key
   */
  public static VerifyingKey read(byte[] bytes) {
    try {
      return of(VerifyingKeyData.parse(bytes));
    } catch (MalformedException | IllegalArgumentException e) {
      throw new InvalidInputException(Subject.KEY, String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * The key of these parts; for the prover, whose types are not exported. Parts that a machine's
   * configuration allows are refused where {@link #read} would refuse them.
   */
  public static VerifyingKey of(VerifyingKeyData data) {
    VerifyingKey key = new VerifyingKey(data);
    if (key.securityBits() < SecurityPreset.BITS) {
      throw new InvalidInputException(
          Subject.KEY,
          String.format(
              Locale.ROOT,
              "a verifying key: its tables leave %.2f bits of security under %s",
              key.securityBits(),
              key.preset()));
    }
    return key;
  }

  /** The canonical encoding. */
  public byte[] toBytes() {
    return data.toBytes();
  }

  /** Bytes of public values of every run of this machine. */
  public int publicValuesBytes() {
    return data.publicValuesBytes();
  }

  /** The name of the security preset, such as {@code proven-100}. */
  public String preset() {
    return data.stark().parameters().name();
  }

  /** The name of the hash suite, such as {@code poseidon2}. */
  public String hash() {
    return data.stark().suite().id();
  }

  /** Bits of security of every proof under this key, at the greatest height it allows. */
  public double securityBits() {
    return SecurityPreset.of(data.stark().parameters()).worstCase(data.stark()).min();
  }

  /** The machine's tables in their order, with a line on the size of each. */
  public Map<String, String> tables() {
    Map<String, String> tables = new LinkedHashMap<>();
    for (CompiledAir air : data.stark().airs()) {
      tables.put(
          air.name(),
          "%d main, %d committed, %d bus columns; %d constraints, %d interactions"
              .formatted(
                  air.mainWidth(),
                  air.committedWidth(),
                  air.auxWidth(),
                  air.constraints().size(),
                  air.interactions().size()));
    }
    return tables;
  }

  VerifyingKeyData data() {
    return data;
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
