package dev.merapi.vm.profile;

import dev.merapi.vm.program.Program;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which function each row of a program belongs to. A function is known by the row it is entered at:
 * with symbols that of the nearest symbol at or before, without symbols that which was called. Used
 * by one thread.
 */
public final class Functions {
  /** The longest name, in characters; what is longer is cut. */
  public static final int MAX_NAME = 256;

  private final Program program;
  private final boolean named;
  private final int[] entry;
  private final Map<Integer, String> names = new HashMap<>();

  private Functions(Program program, int[] entry) {
    this.program = program;
    this.named = entry.length > 0;
    this.entry = entry;
  }

  /** The functions of a program. */
  public static Functions of(Program program) {
    Map<Integer, String> symbols = program.symbols().asMap();
    int[] entry = new int[symbols.isEmpty() ? 0 : program.size()];
    for (int address : symbols.keySet()) {
      int row = address - program.pcBase() >> 2;
      if (row >= 0 && row < entry.length) {
        entry[row] = row;
      }
    }
    for (int row = 1; row < entry.length; row++) {
      entry[row] = Math.max(entry[row], entry[row - 1]);
    }
    return new Functions(program, entry);
  }

  /** Whether there are symbols. */
  public boolean named() {
    return named;
  }

  /** The function that a call to {@code row} enters. */
  public int called(int row) {
    return named ? entry[row] : row;
  }

  /** The function at {@code row}, reached without a call from within {@code current}. */
  public int at(int row, int current) {
    return named ? entry[row] : current;
  }

  /** Whether execution may pass from the row before into another function. */
  public boolean begins(int row) {
    return named && row < entry.length && entry[row] == row;
  }

  /** The address of a function. */
  public int address(int function) {
    return program.pc(function);
  }

  /** Its name: the symbol, or its address where there is none; one string, however often asked. */
  public String name(int function) {
    return names.computeIfAbsent(function, this::read);
  }

  private String read(int function) {
    int address = program.pc(function);
    @Nullable String symbol = named ? program.symbols().asMap().get(address) : null;
    if (symbol == null) {
      return "0x%08x".formatted(address);
    }
    return printable(
        symbol.length() <= MAX_NAME ? symbol : symbol.substring(0, MAX_NAME - 1) + "…");
  }

  /** Text of a guest made safe to show on one line. */
  public static String printable(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .map(c ->
            Character.isISOControl(c)
                    || Character.getType(c) == Character.FORMAT
                    || Character.getType(c) == Character.SURROGATE
                    || c == 0x2028
                    || c == 0x2029
                    || c == 0xfffe
                    || c == 0xffff
                ? 0xfffd
                : c)
        .forEach(safe::appendCodePoint);
    return safe.toString();
  }
}
