package dev.merapi.vm.record;

import java.util.Arrays;

/**
 * A growable array of records of one {@link RecordKind}, flat: record i occupies {@code
 * data()[i*stride .. (i+1)*stride)}.
 *
 * <p>Written by one thread; once the execution is over, any number of threads may read it.
 */
public final class RecordBuffer {
  /** Room to begin with where nobody knows how many records will come. */
  public static final int UNPLANNED = 64;

  private final RecordKind kind;
  private final int stride;
  private int[] data;
  private int used;

  /** An empty buffer with room for {@code records} before it grows. */
  public RecordBuffer(RecordKind kind, int records) {
    this.kind = kind;
    this.stride = kind.stride();
    this.data = new int[Math.multiplyExact(Math.max(records, 1), stride)];
  }

  /** Layout of the records. */
  public RecordKind kind() {
    return kind;
  }

  /** Ints per record. */
  public int stride() {
    return stride;
  }

  /** Number of records. */
  public int count() {
    return used / stride;
  }

  /** Field {@code i} of record {@code row}. */
  public int get(int row, int i) {
    return data[row * stride + i];
  }

  /**
   * The backing array, valid until the next append; entries from {@code count() * stride()} on are
   * undefined.
   */
  public int[] data() {
    return data;
  }

  /**
   * Adds one record and returns where its first int is in {@link #data()}, to be read again after
   * this call; the caller fills the record.
   */
  public int append() {
    int at = used;
    if (at + stride > data.length) {
      grow();
    }
    used = at + stride;
    return at;
  }

  /** Adds one record with the given fields; for tests and rare records. */
  public void append(int... fields) {
    if (fields.length != stride) {
      throw new IllegalArgumentException(kind + " has " + stride + " fields, not " + fields.length);
    }
    int at = append();
    System.arraycopy(fields, 0, data, at, stride);
  }

  private void grow() {
    int records = data.length / stride;
    data = Arrays.copyOf(data, Math.multiplyExact(Math.multiplyExact(records, 2), stride));
  }
}
