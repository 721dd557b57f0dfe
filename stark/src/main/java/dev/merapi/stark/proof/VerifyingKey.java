package dev.merapi.stark.proof;

import dev.merapi.stark.air.BusSet;
import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.hash.HashSuite;
import java.util.Arrays;
import java.util.List;

/**
 * All a verifier knows of a machine: its AIRs in their fixed order, how many public values a proof
 * has, and the parameters. Immutable; equal by content.
 */
public final class VerifyingKey {
  /** The most AIRs of a machine. */
  public static final int MAX_AIRS = 1024;

  /** The most public values of a proof. */
  public static final int MAX_PUBLIC_VALUES = 4096;

  private final StarkParameters parameters;
  private final List<CompiledAir> airs;
  private final int publicValueCount;
  private final HashSuite suite;
  private final byte[] encoded;
  private final int[] digest;
  private final BusSet buses;

  /**
   * A key over compiled AIRs.
   *
   * @throws IllegalArgumentException if a count is out of range, a degree above the parameters'
   *     limit, or the suite unknown
   */
  public VerifyingKey(StarkParameters parameters, List<CompiledAir> airs, int publicValueCount) {
    this.parameters = parameters;
    this.airs = List.copyOf(airs);
    this.publicValueCount = publicValueCount;
    this.suite = HashSuite.of(parameters.suite());
    if (airs.isEmpty() || airs.size() > MAX_AIRS) {
      throw new IllegalArgumentException(airs.size() + " AIRs");
    }
    if (publicValueCount < 0 || publicValueCount > MAX_PUBLIC_VALUES) {
      throw new IllegalArgumentException(publicValueCount + " public values");
    }
    this.buses = BusSet.of(airs);
    VerifyingKeyChecks.check(this);
    this.encoded = VerifyingKeyCodec.write(this);
    this.digest = VerifyingKeyCodec.digest(encoded);
  }

  /**
   * Reads a key.
   *
   * @throws ProofFormatException if the bytes are not the canonical encoding of a valid key
   */
  public static VerifyingKey read(byte[] bytes) throws ProofFormatException {
    return VerifyingKeyCodec.read(bytes);
  }

  /** The canonical encoding. */
  public byte[] toBytes() {
    return encoded.clone();
  }

  /** The parameters of every proof under this key. */
  public StarkParameters parameters() {
    return parameters;
  }

  /** The AIRs, in the order of everything in a proof. */
  public List<CompiledAir> airs() {
    return airs;
  }

  /** How many public values a proof has. */
  public int publicValueCount() {
    return publicValueCount;
  }

  /** The hash suite the parameters name. */
  public HashSuite suite() {
    return suite;
  }

  /** 8 elements in Montgomery form, the hash of the encoding, whatever the suite; a copy. */
  public int[] digest() {
    return digest.clone();
  }

  /** The buses of all AIRs. */
  public BusSet buses() {
    return buses;
  }

  /** Base columns of all AIRs' auxiliary traces, four for each extension column. */
  public int auxWidth() {
    return airs.stream().mapToInt(CompiledAir::auxWidth).sum();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifyingKey key && Arrays.equals(encoded, key.encoded);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(digest);
  }

  @Override
  public String toString() {
    return "VerifyingKey[" + parameters.name() + ", " + airs.size() + " AIRs]";
  }
}
