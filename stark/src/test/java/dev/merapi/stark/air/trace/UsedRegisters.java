package dev.merapi.stark.air.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Registers as earlier programs leave them: full of what must not be read. */
final class UsedRegisters {

  private static final int THREADS = 16;

  private UsedRegisters() {}

  /** Has the store hand out nothing but such arrays, to some threads at least. */
  static void handOut() {
    List<int[]> taken = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int[] array = RegisterStore.take(1);
      Arrays.fill(array, 0x5eed1e55 + i);
      taken.add(array);
    }
    taken.forEach(RegisterStore::give);
  }
}
