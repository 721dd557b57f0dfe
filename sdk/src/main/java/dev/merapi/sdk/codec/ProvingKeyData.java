package dev.merapi.sdk.codec;

/**
 * A machine's proving key. The machine's traces are made by code, so it is the verifying key in
 * another wrapping: {@code "MRPK" · version (1 byte) · verifying key}.
 *
 * @param verifyingKey the encoded verifying key
 */
@SuppressWarnings("ArrayRecordComponent")
public record ProvingKeyData(byte[] verifyingKey) {

  private static final String MAGIC = "MRPK";
  private static final int VERSION = 1;

  /** Whether bytes begin as a proving key does. */
  public static boolean recognises(byte[] bytes) {
    return Magic.matches(MAGIC, bytes);
  }

  /** The canonical bytes. */
  public byte[] toBytes() {
    Writer writer = new Writer(MAGIC, VERSION);
    writer.bytes(verifyingKey);
    return writer.toBytes();
  }

  /** Reads the canonical bytes. */
  public static ProvingKeyData parse(byte[] bytes) throws MalformedException {
    Reader reader = new Reader(bytes, "a proving key");
    reader.magic(MAGIC, VERSION);
    return new ProvingKeyData(reader.rest());
  }
}
