package dev.merapi.sdk.verify;

import dev.merapi.sdk.codec.AppProofData;
import dev.merapi.sdk.codec.MalformedException;
import dev.merapi.sdk.error.InvalidInputException;
import dev.merapi.sdk.error.InvalidInputException.Subject;
import dev.merapi.vm.verification.AppClaim;
import dev.merapi.vm.verification.ExeCommitment;
import dev.merapi.vm.verification.SegmentPublicValues;
import java.util.Arrays;

/**
 * The proof of one run of a program: a STARK proof for each segment, the revealed bytes with their
 * opening against the final memory, and the commitments they refer to. Immutable. What the
 * accessors return is what the proof <em>says</em>; only {@link Verifier#verify} makes it true.
 */
public final class AppProof {

  /** Bytes of the largest encoding there is. */
  public static final int MAX_BYTES = Integer.MAX_VALUE - (1 << 16);

  private final byte[] encoded;
  private final AppProofData data;
  private final Commitment exeCommitment;
  private final Commitment vmCommitment;

  private AppProof(byte[] encoded, AppProofData data) {
    this.encoded = encoded;
    this.data = data;
    AppClaim claim = data.claim();
    SegmentPublicValues first = claim.segments().getFirst();
    this.exeCommitment =
        Commitment.of(ExeCommitment.of(claim.program(), first.initialRoot(), first.initialPc()));
    this.vmCommitment = Commitment.of(data.vmCommitment());
  }

  /**
   * Reads the canonical encoding. The STARK proofs within are read by the verifier, which alone
   * knows their shape.
   *
   * @throws InvalidInputException if the bytes are no encoding of a proof
   */
  public static AppProof parse(byte[] bytes) {
    byte[] copy = bytes.clone();
    try {
      return new AppProof(copy, AppProofData.parse(copy));
    } catch (MalformedException e) {
      throw new InvalidInputException(Subject.PROOF, String.valueOf(e.getMessage()), e);
    }
  }

  /** All bytes of the public-values space, as the proof states them. */
  public byte[] publicValues() {
    return data.claim().publicValues().values();
  }

  /** The program, as the proof states it. */
  public Commitment exeCommitment() {
    return exeCommitment;
  }

  /** The machine, as the proof states it. */
  public Commitment vmCommitment() {
    return vmCommitment;
  }

  /** Segments of the run. */
  public int segments() {
    return data.starks().size();
  }

  /** The size of the encoded proof, in bytes. */
  public int sizeInBytes() {
    return encoded.length;
  }

  /** The canonical encoding. */
  public byte[] toBytes() {
    return encoded.clone();
  }

  AppProofData data() {
    return data;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AppProof that && Arrays.equals(encoded, that.encoded);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(encoded);
  }

  @Override
  public String toString() {
    return "AppProof[" + encoded.length + " bytes, exe=" + exeCommitment + "]";
  }
}
