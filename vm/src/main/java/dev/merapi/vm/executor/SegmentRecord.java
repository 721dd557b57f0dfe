package dev.merapi.vm.executor;

import dev.merapi.vm.program.Program;
import dev.merapi.vm.record.ChipRecord;
import dev.merapi.vm.record.RecordBuffer;
import java.util.EnumMap;
import java.util.Map;

/**
 * All that one segment's execution left behind for the traces: records of every chip, the ends of
 * the execution state, and the touched leaves. Read-only after construction and safe to read from
 * many threads.
 */
public final class SegmentRecord {
  /** The first timestamp of a segment; memory opens at 0. */
  public static final int INITIAL_TS = 1;

  private static final long OVERHEAD = 4096;

  private final Program program;
  private final Map<ChipRecord, RecordBuffer> buffers;
  private final int startPc;
  private final int endPc;
  private final int endTs;
  private final boolean terminated;
  private final int exitCode;
  private final long instructions;
  private final TouchedLeaves touched;
  private final byte[] publicValues;

  /**
   * Puts a record together.
   *
   * @param program what was executed
   * @param buffers one buffer for each chip record; absent ones count as empty
   * @param startPc pc of the first instruction
   * @param endPc pc of the TERMINATE, or of the next segment's first instruction
   * @param endTs timestamp at {@code endPc}, below 2^24
   * @param terminated whether the segment ended with TERMINATE
   * @param exitCode the exit code if terminated, else 0
   * @param instructions number executed, TERMINATE included
   * @param touched leaves opened and closed
   * @param publicValues the public values space at the end, little-endian bytes
   */
  public SegmentRecord(
      Program program,
      Map<ChipRecord, RecordBuffer> buffers,
      int startPc,
      int endPc,
      int endTs,
      boolean terminated,
      int exitCode,
      long instructions,
      TouchedLeaves touched,
      byte[] publicValues) {
    this.program = program;
    this.buffers = new EnumMap<>(ChipRecord.class);
    this.buffers.putAll(buffers);
    for (ChipRecord chip : ChipRecord.values()) {
      this.buffers.computeIfAbsent(chip, c -> new RecordBuffer(c.kind(), 1));
    }
    this.startPc = startPc;
    this.endPc = endPc;
    this.endTs = endTs;
    this.terminated = terminated;
    this.exitCode = exitCode;
    this.instructions = instructions;
    this.touched = touched;
    this.publicValues = publicValues.clone();
  }

  /** Heap bytes, at most, of a segment's record: 4 a record word, 100 a touched leaf. */
  public static long heapBytes(SegmentShape shape) {
    return 4 * shape.recordWords() + 100L * shape.leaves() + OVERHEAD;
  }

  /** The program whose rows the records name. */
  public Program program() {
    return program;
  }

  /** The records of one chip and form. */
  public RecordBuffer buffer(ChipRecord chip) {
    RecordBuffer buffer = buffers.get(chip);
    if (buffer == null) {
      throw new IllegalStateException("no buffer for " + chip);
    }
    return buffer;
  }

  /** The pc of the first instruction. */
  public int startPc() {
    return startPc;
  }

  /** The pc of the TERMINATE instruction, or of the next segment's first instruction. */
  public int endPc() {
    return endPc;
  }

  /** The timestamp the last instruction left. */
  public int endTs() {
    return endTs;
  }

  /** Whether the segment ended with TERMINATE. */
  public boolean terminated() {
    return terminated;
  }

  /** The guest's exit code; 0 if not terminated. */
  public int exitCode() {
    return exitCode;
  }

  /** Instructions executed, TERMINATE included. */
  public long instructions() {
    return instructions;
  }

  /** The leaves to open and close. */
  public TouchedLeaves touched() {
    return touched;
  }

  /** The public values space at the end, little-endian bytes. */
  public byte[] publicValues() {
    return publicValues.clone();
  }
}
