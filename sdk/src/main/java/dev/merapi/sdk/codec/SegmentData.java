package dev.merapi.sdk.codec;

import dev.merapi.vm.verification.SegmentPublicValues;
import java.util.ArrayList;
import java.util.List;

/**
 * The parts of a proven segment kept in a work directory. Its bytes, little-endian:
 *
 * <pre>
 * "MRPG" · version (1 byte) · run (32 bytes) · index (4) · public values (20 elements)
 * instructions (8) · tables (1) · { used rows (4) · rows (4) }* · length (4) · STARK proof
 * </pre>
 *
 * @param run what run it is a segment of, 32 bytes
 * @param index which segment
 * @param publicValues what its proof claims
 * @param sizes how large its traces were
 * @param stark the encoded STARK proof
 */
@SuppressWarnings("ArrayRecordComponent")
public record SegmentData(
    byte[] run, int index, SegmentPublicValues publicValues, SegmentSizes sizes, byte[] stark) {

  private static final String MAGIC = "MRPG";
  private static final int VERSION = 1;
  private static final int RUN_BYTES = 32;

  /** The bytes before the STARK proof, which lies behind them. */
  public byte[] head() {
    Writer writer = new Writer(MAGIC, VERSION);
    writer.bytes(run);
    writer.u32(index);
    writer.elements(publicValues.toArray());
    writer.u64(sizes.instructions());
    writer.u8(sizes.rows().size());
    for (SegmentSizes.Rows rows : sizes.rows()) {
      writer.u32(rows.used());
      writer.u32(rows.all());
    }
    writer.u32(stark.length);
    return writer.toBytes();
  }

  /** Reads the bytes. */
  public static SegmentData parse(byte[] bytes) throws MalformedException {
    Reader reader = new Reader(bytes, "a kept segment");
    reader.magic(MAGIC, VERSION);
    byte[] run = reader.bytes(RUN_BYTES);
    int index = reader.u32("segment", 0, AppProofData.MAX_SEGMENTS);
    SegmentPublicValues values;
    try {
      values = SegmentPublicValues.of(reader.elements(SegmentPublicValues.COUNT));
    } catch (IllegalArgumentException e) {
      throw new MalformedException("a kept segment: " + e.getMessage());
    }
    long instructions = reader.u64("instructions", Long.MAX_VALUE);
    int tables = reader.u8("tables", 0, 255);
    List<SegmentSizes.Rows> rows = new ArrayList<>();
    for (int i = 0; i < tables; i++) {
      rows.add(
          new SegmentSizes.Rows(
              reader.u32("used rows", 0, Integer.MAX_VALUE),
              reader.u32("rows", 0, Integer.MAX_VALUE)));
    }
    byte[] stark = reader.bytes(reader.u32("length", 0, AppProofData.MAX_STARK_BYTES));
    reader.end();
    return new SegmentData(run, index, values, new SegmentSizes(instructions, rows), stark);
  }
}
