package dev.merapi.vm.program;

import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Names of the places in a program's text, for messages and profiles only. Immutable. */
public final class SymbolTable {
  private static final SymbolTable EMPTY = new SymbolTable(new TreeMap<>());

  private final NavigableMap<Integer, String> byAddress;

  private SymbolTable(NavigableMap<Integer, String> byAddress) {
    this.byAddress = byAddress;
  }

  /** No symbols. */
  public static SymbolTable empty() {
    return EMPTY;
  }

  /** A table of the given addresses (below 2^31) and names. */
  public static SymbolTable of(Map<Integer, String> byAddress) {
    return new SymbolTable(new TreeMap<>(byAddress));
  }

  /** Number of symbols. */
  public int size() {
    return byAddress.size();
  }

  /** Address of the symbol called {@code name}, or -1. */
  public int addressOf(String name) {
    for (Map.Entry<Integer, String> entry : byAddress.entrySet()) {
      if (entry.getValue().equals(name)) {
        return entry.getKey();
      }
    }
    return -1;
  }

  /**
   * The nearest symbol at or before {@code address} as {@code name} or {@code name+0x10}, or null
   * if there is none.
   */
  public @Nullable String nearest(int address) {
    Map.Entry<Integer, String> entry = address < 0 ? null : byAddress.floorEntry(address);
    if (entry == null) {
      return null;
    }
    int offset = address - entry.getKey();
    return offset == 0 ? entry.getValue() : entry.getValue() + "+0x" + Integer.toHexString(offset);
  }

  /** All symbols, address to name, ascending. */
  public Map<Integer, String> asMap() {
    return Collections.unmodifiableMap(byAddress);
  }
}
