package dev.merapi.sdk.codec;

import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.hash.HashSuite;
import dev.merapi.stark.proof.ProofFormatException;
import dev.merapi.stark.proof.VerifyingKey;
import java.util.Arrays;

/**
 * The parts of a machine's verifying key. Its bytes: {@code "MRPV" · version (1 byte) · log2 of the
 * public-values bytes (1 byte) · the STARK's verifying key}.
 *
 * @param publicValuesBytes size of the public-values space
 * @param stark the STARK's key
 */
public record VerifyingKeyData(int publicValuesBytes, VerifyingKey stark) {

  private static final String MAGIC = "MRPV";
  private static final int VERSION = 1;
  private static final int MIN_LOG_VALUES = 5;
  private static final int MAX_LOG_VALUES = 10;

  /** Separates this hash from all others of the project: "vmk1". */
  private static final int DOMAIN = 0x766d6b31;

  /** Whether bytes begin as a verifying key does. */
  public static boolean recognises(byte[] bytes) {
    return Magic.matches(MAGIC, bytes);
  }

  /** The identity of the machine, 8 canonical elements: binds all of the key. */
  public int[] commitment() {
    int[] digest = stark.digest();
    int[] message = new int[2 + digest.length];
    message[0] = KoalaBear.fromCanonical(DOMAIN);
    message[1] = KoalaBear.fromCanonical(publicValuesBytes);
    System.arraycopy(digest, 0, message, 2, digest.length);
    return Arrays.stream(HashSuite.poseidon2().hashRow(message))
        .map(KoalaBear::toCanonical)
        .toArray();
  }

  /** The canonical bytes. */
  public byte[] toBytes() {
    Writer writer = new Writer(MAGIC, VERSION);
    writer.u8(Integer.numberOfTrailingZeros(publicValuesBytes));
    writer.bytes(stark.toBytes());
    return writer.toBytes();
  }

  /** Reads the canonical bytes. */
  public static VerifyingKeyData parse(byte[] bytes) throws MalformedException {
    Reader reader = new Reader(bytes, "a verifying key");
    reader.magic(MAGIC, VERSION);
    int length = 1 << reader.u8("log public values", MIN_LOG_VALUES, MAX_LOG_VALUES);
    try {
      return new VerifyingKeyData(length, VerifyingKey.read(reader.rest()));
    } catch (ProofFormatException e) {
      throw new MalformedException("a verifying key: " + e.getMessage());
    }
  }
}
