package dev.merapi.vm.soundness;

import dev.merapi.stark.air.Bus;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.vm.chip.Buses;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.verification.MemoryHash;
import java.util.Arrays;

/** What the tables of the machine hold beside the one under attack. Messages are canonical. */
final class Surroundings {
  private static final int BYTE = 1 << 8;
  private static final int LIMB = 1 << 16;
  private static final int POINTER_LIMIT = 1 << 29;
  private static final int SPACES = 3;

  private final Program program;

  /** The tables of a machine that runs {@code program}. */
  Surroundings(Program program) {
    this.program = program;
  }

  /** The program. */
  Program program() {
    return program;
  }

  /** Whether a table provides, or could provide, a message that is looked up. */
  boolean holds(Bus bus, int[] m) {
    if (bus.equals(Buses.RANGE16)) {
      return m[0] < LIMB;
    } else if (bus.equals(Buses.BYTES)) {
      return m[0] < BYTE && m[1] < BYTE;
    } else if (bus.equals(Buses.XOR)) {
      return m[0] < BYTE && m[1] < BYTE && m[2] == (m[0] ^ m[1]);
    } else if (bus.equals(Buses.POSEIDON2)) {
      return Arrays.equals(digest(m), 0, 8, m, 16, 24);
    }
    int[] row = programRow(m[0]);
    return row.length > 0 && row[1] != 0 && Arrays.equals(row, m);
  }

  /** The digest of a message's sixteen inputs, canonical. */
  int[] digest(int[] m) {
    int[] words = Arrays.stream(m).map(KoalaBear::fromCanonical).toArray();
    int[] digest = MemoryHash.of(Arrays.copyOf(words, 8), Arrays.copyOfRange(words, 8, 16));
    return Arrays.stream(digest).map(KoalaBear::toCanonical).toArray();
  }

  /** The message of the program's row at a pc; empty if there is none. */
  int[] programRow(int pc) {
    int index = indexOf(pc);
    if (index < 0) {
      return new int[0];
    }
    int[] row = new int[2 + Program.OPERANDS];
    row[0] = pc;
    row[1] = program.op(index);
    for (int k = 0; k < Program.OPERANDS; k++) {
      row[2 + k] = program.operand(index, k);
    }
    return row;
  }

  /** Whether a state may be sent: an instruction is there. */
  boolean isInstruction(int pc) {
    return indexOf(pc) >= 0;
  }

  /** Whether there may be a cell at a space and pointer. */
  static boolean isCell(int space, int pointer) {
    return space >= 1 && space <= SPACES && pointer % 4 == 0 && pointer < POINTER_LIMIT;
  }

  private int indexOf(int pc) {
    int offset = pc - program.pcBase();
    boolean in = offset >= 0 && offset % 4 == 0 && offset / 4 < program.size();
    return in && program.pc(offset / 4) == pc ? offset / 4 : -1;
  }
}
