package dev.merapi.sdk.codec;

import dev.merapi.vm.verification.SegmentPublicValues;
import dev.merapi.vm.verification.UserPublicValuesProof;
import java.util.ArrayList;
import java.util.List;

/**
 * The parts of an application proof. Its bytes:
 *
 * <pre>
 * "MRPA" · version (1 byte) · machine (8 elements)
 * log2 of the digests of the program's cap (1 byte) · the cap (8 elements each)
 * log2 of the public-values bytes (1 byte) · the bytes · siblings of their subtree (8 elements each)
 * segments (4 bytes) · { public values (20 elements) · length (4 bytes) · STARK proof }*
 * </pre>
 *
 * Words are little-endian, elements canonical, nothing trails. The STARK proofs are decoded under
 * the verifying key.
 *
 * @param vmCommitment identity of the machine, 8 canonical elements
 * @param programCap cap of the committed program, canonical elements
 * @param publicValues the revealed bytes and their opening
 * @param segments the segments in order
 */
@SuppressWarnings("ArrayRecordComponent")
public record AppProofData(
    int[] vmCommitment,
    int[] programCap,
    UserPublicValuesProof publicValues,
    List<SegmentData> segments) {

  /** The most segments of a run. */
  public static final int MAX_SEGMENTS = 1 << 16;

  private static final String MAGIC = "MRPA";
  private static final int VERSION = 1;
  private static final int DIGEST = 8;
  private static final int MAX_LOG_CAP = 8;
  private static final int MIN_LOG_VALUES = 5;
  private static final int MAX_LOG_VALUES = 10;

  /**
   * One segment.
   *
   * @param publicValues what its proof is about
   * @param stark the encoded STARK proof
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record SegmentData(SegmentPublicValues publicValues, byte[] stark) {}

  /** Copies the list. */
  public AppProofData {
    segments = List.copyOf(segments);
  }

  /** Whether bytes begin as a proof does. */
  public static boolean recognises(byte[] bytes) {
    return Magic.matches(MAGIC, bytes);
  }

  /** The canonical bytes. */
  public byte[] toBytes() {
    Writer writer = new Writer(MAGIC, VERSION);
    writer.elements(vmCommitment);
    writer.u8(Integer.numberOfTrailingZeros(programCap.length / DIGEST));
    writer.elements(programCap);
    byte[] values = publicValues.values();
    writer.u8(Integer.numberOfTrailingZeros(values.length));
    writer.bytes(values);
    writer.elements(publicValues.siblings());
    writer.u32(segments.size());
    for (SegmentData segment : segments) {
      writer.elements(segment.publicValues().toArray());
      writer.u32(segment.stark().length);
      writer.bytes(segment.stark());
    }
    return writer.toBytes();
  }

  /** Reads the canonical bytes. */
  public static AppProofData parse(byte[] bytes) throws MalformedException {
    Reader reader = new Reader(bytes, "an application proof");
    reader.magic(MAGIC, VERSION);
    int[] vm = reader.elements(DIGEST);
    int[] cap = reader.elements(DIGEST << reader.u8("log cap", 0, MAX_LOG_CAP));
    int length = 1 << reader.u8("log public values", MIN_LOG_VALUES, MAX_LOG_VALUES);
    byte[] values = reader.bytes(length);
    int[] siblings = reader.elements(UserPublicValuesProof.siblingWords(length));
    int count = reader.u32("segments", 1, MAX_SEGMENTS);
    List<SegmentData> segments = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SegmentPublicValues publicValues = segment(i, reader.elements(SegmentPublicValues.COUNT));
      byte[] stark = reader.bytes(reader.u32("length of a segment", 0, Integer.MAX_VALUE));
      segments.add(new SegmentData(publicValues, stark));
    }
    reader.end();
    return new AppProofData(vm, cap, new UserPublicValuesProof(values, siblings), segments);
  }

  private static SegmentPublicValues segment(int index, int[] values) throws MalformedException {
    try {
      return SegmentPublicValues.of(values);
    } catch (IllegalArgumentException e) {
      throw new MalformedException(
          "an application proof: segment " + index + ": " + e.getMessage());
    }
  }
}
