package dev.merapi.vm.record;

/**
 * Layouts of execution records: which ints one executed instruction leaves, in order. Words are raw
 * 32-bit values; {@code progIndex} is the row in the program; a {@code prevTs} is the timestamp of
 * the previous access to the same cell (0 = initial).
 */
public enum RecordKind {
  /** progIndex, ts, v1, prevTs1, v2, prevTs2, rdPrev, rdPrevTs. */
  ALU_REG(8),
  /** progIndex, ts, v1, prevTs1, rdPrev, rdPrevTs. */
  ALU_IMM(6),
  /** progIndex, ts, rdPrev, rdPrevTs. */
  CONST_JUMP(4),
  /** progIndex, ts, v1, prevTs1, rdPrev, rdPrevTs. */
  JALR(6),
  /** progIndex, ts, v1, prevTs1, v2, prevTs2. */
  BRANCH(6),
  /**
   * progIndex, ts, v1, prevTs1, memWord, memPrevTs, rdPrev, rdPrevTs; the word is the whole aligned
   * one.
   */
  LOAD(8),
  /**
   * progIndex, ts, v1 (base), prevTs1, v2 (data), prevTs2, memPrevWord, memPrevTs; the word is the
   * whole aligned one.
   */
  STORE(8),
  /**
   * One hint instruction: progIndex, ts, pointer, pointerPrevTs, count, countPrevTs, firstWord,
   * words. {@code firstWord} is the record of its first word in {@link ChipRecord#HINT_WORD}; for
   * {@code HINT_STOREW} count = words = 1 and countPrevTs = 0.
   */
  HINT_HEAD(8),
  /** One word a hint instruction writes: head record, value, memPrevWord, memPrevTs. */
  HINT_WORD(4),
  /** progIndex, ts. */
  PHANTOM(2),
  /** progIndex, ts. */
  TERMINATE(2);

  private final int stride;

  RecordKind(int stride) {
    this.stride = stride;
  }

  /** Ints per record. */
  public int stride() {
    return stride;
  }
}
