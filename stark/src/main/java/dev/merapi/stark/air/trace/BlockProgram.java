package dev.merapi.stark.air.trace;

import java.util.List;

/**
 * Instructions over registers that each hold a block of rows; run by {@link BlockMachine}.
 *
 * @param code in order
 * @param slots the columns read
 * @param registers how many registers are needed
 * @param results registers of the results asked for, valid at the end of a block (or slots, when
 *     negative)
 */
record BlockProgram(Instruction[] code, List<Slot> slots, int registers, int[] results) {
  private static final int TARGET_WORDS = 160 * 1024;

  BlockProgram {
    slots = List.copyOf(slots);
  }

  /** A power of two of rows for which the registers stay in a core's second-level cache. */
  int blockRows() {
    int rows = Integer.highestOneBit(Math.max(1, TARGET_WORDS / Math.max(1, registers)));
    return Math.clamp(rows, 128, 1024);
  }
}
