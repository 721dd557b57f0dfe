package dev.merapi.sdk.verify;

import dev.merapi.sdk.codec.AppProofData;
import dev.merapi.sdk.codec.MalformedException;
import dev.merapi.sdk.error.InvalidInputException;
import dev.merapi.sdk.error.InvalidInputException.Subject;
import dev.merapi.vm.verification.AppClaim;
import dev.merapi.vm.verification.ExeCommitment;
import dev.merapi.vm.verification.SegmentPublicValues;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The proof of one run of a program: a STARK proof for each segment, the revealed bytes with their
 * opening against the final memory, and the commitments they refer to. Immutable. What the
 * accessors return is what the proof <em>says</em>; only {@link Verifier#verify} makes it true.
 */
public final class AppProof {

  /** Bytes of the largest encoding there is. */
  public static final int MAX_BYTES = Integer.MAX_VALUE - (1 << 16);

  private final AppProofData data;
  private final int size;
  private final Commitment exeCommitment;
  private final Commitment vmCommitment;

  private AppProof(AppProofData data) {
    if (data.size() > MAX_BYTES) {
      throw new InvalidInputException(
          Subject.PROOF,
          "a proof of %d bytes, the largest has %d".formatted(data.size(), MAX_BYTES));
    }
    this.data = data;
    this.size = (int) data.size();
    AppClaim claim = data.claim();
    SegmentPublicValues first = claim.segments().getFirst();
    this.exeCommitment =
        Commitment.of(ExeCommitment.of(claim.program(), first.initialRoot(), first.initialPc()));
    this.vmCommitment = Commitment.of(data.vmCommitment());
  }

  /** The proof of these parts; for the prover, whose types are not exported. */
  public static AppProof of(AppProofData data) {
    return new AppProof(data);
  }

  /**
   * Reads the canonical encoding. The STARK proofs within are read by the verifier, which alone
   * knows their shape.
   *
   * @throws InvalidInputException if the bytes are no encoding of a proof
   */
  public static AppProof parse(byte[] bytes) {
    try {
      return new AppProof(AppProofData.parse(bytes));
    } catch (MalformedException e) {
      throw new InvalidInputException(Subject.PROOF, String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Opens a file with the canonical encoding. The segments stay in the file, which must not change
   * as long as the proof is in use, and are read one at a time (by each thread that verifies), so
   * that a proof of any size can be verified in little memory.
   *
   * @throws IOException if the file cannot be read
   * @throws InvalidInputException if it holds no encoding of a proof
   */
  public static AppProof open(Path file) throws IOException {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new InvalidInputException(
            Subject.PROOF,
            "%s has %d bytes, the largest proof has %d"
                .formatted(file, Files.size(file), MAX_BYTES));
      }
      return new AppProof(AppProofData.parse(file));
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

  /** The name of the hash suite it is made with, as the proof states it. */
  public String hash() {
    return data.claim().program().suite().id();
  }

  /** Segments of the run. */
  public int segments() {
    return data.starks().size();
  }

  /** The size of the encoded proof, in bytes. */
  public int sizeInBytes() {
    return size;
  }

  /** The canonical encoding. */
  public byte[] toBytes() {
    return data.toBytes();
  }

  /** Writes the canonical encoding, one segment at a time in memory. */
  public void writeTo(OutputStream out) throws IOException {
    data.writeTo(out);
  }

  AppProofData data() {
    return data;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AppProof that
        && size == that.size
        && Arrays.equals(data.head(), that.data.head())
        && data.claim().segments().equals(that.data.claim().segments())
        && IntStream.range(0, segments())
            .allMatch(i -> Arrays.equals(data.starks().get(i), that.data.starks().get(i)));
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(data.head()) + data.claim().segments().hashCode();
  }

  @Override
  public String toString() {
    return "AppProof[" + size + " bytes, exe=" + exeCommitment + "]";
  }
}
