package dev.merapi.stark.air.trace;

import dev.merapi.stark.field.KoalaBear;
import java.util.Arrays;

/**
 * The balance of every message of a bus, by 64-bit fingerprint: an open-addressing table, since a
 * machine has millions of messages. Good enough to find mistakes, not to withstand an adversary.
 */
final class MessageBalance {
  private long[] keys = new long[1 << 10];
  private int[] balances = new int[1 << 10];
  private int used;

  /** A fingerprint, never zero. */
  static long fingerprint(int[] message) {
    long h = 0x9e3779b97f4a7c15L;
    for (int field : message) {
      h = (h ^ field) * 0xff51afd7ed558ccdL;
      h ^= h >>> 32;
    }
    h *= 0xc4ceb9fe1a85ec53L;
    h ^= h >>> 29;
    return h == 0 ? 1 : h;
  }

  /** Adds to the balance of a message. */
  void add(int[] message, int amount) {
    int at = find(fingerprint(message));
    if (keys[at] == 0) {
      if (2 * used >= keys.length) {
        grow();
        at = find(fingerprint(message));
      }
      keys[at] = fingerprint(message);
      used++;
    }
    balances[at] = KoalaBear.add(balances[at], amount);
  }

  /** The balance of a message, canonical. */
  int of(int[] message) {
    int at = find(fingerprint(message));
    return keys[at] == 0 ? 0 : balances[at];
  }

  /** How many messages do not balance. */
  long unbalanced() {
    return Arrays.stream(balances).filter(b -> b != 0).count();
  }

  private int find(long key) {
    int mask = keys.length - 1;
    int at = (int) key & mask;
    while (keys[at] != 0 && keys[at] != key) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldBalances = balances;
    keys = new long[2 * oldKeys.length];
    balances = new int[2 * oldKeys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        int at = find(oldKeys[i]);
        keys[at] = oldKeys[i];
        balances[at] = oldBalances[i];
      }
    }
  }
}
