package dev.merapi.vm.soundness;

import dev.merapi.stark.air.Bus;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.vm.chip.Buses;
import dev.merapi.vm.memory.MemoryImage;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.verification.MemoryHash;
import java.util.Arrays;

/** What the tables of the machine hold beside the one under attack. Messages are canonical. */
final class Surroundings {
  private static final int BYTE = 1 << 8;
  private static final int LIMB = 1 << 16;
  private static final int DIGEST = 8;
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

  /** Whether some row of the program is a message but for its pc. */
  boolean isSomewhere(int[] m) {
    for (int i = 0; i < program.size(); i++) {
      int[] row = programRow(program.pc(i));
      if (row.length > 0 && row[1] != 0 && Arrays.equals(row, 1, row.length, m, 1, m.length)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a state may be sent: an instruction is there. */
  boolean isInstruction(int pc) {
    return indexOf(pc) >= 0;
  }

  /** Whether an entry may be of a cell: limbs of 16 bits, no other value than 0 in x0. */
  static boolean isEntry(int[] m) {
    boolean cell = m[0] >= 1 && m[0] <= SPACES && m[1] % 4 == 0 && m[1] < POINTER_LIMIT;
    boolean other = m[0] != MemoryImage.REGISTERS || m[1] != 0 || m[2] == 0 && m[3] == 0;
    return cell && other && m[2] < LIMB && m[3] < LIMB;
  }

  private int indexOf(int pc) {
    int offset = pc - program.pcBase();
    boolean in = offset >= 0 && offset % 4 == 0 && offset / 4 < program.size();
    return in && program.pc(offset / 4) == pc ? offset / 4 : -1;
  }

  /** The fields, as bits, of which one alone keeps a message from being in a table. */
  int wrongFields(Bus bus, int[] m) {
    if (bus.equals(Buses.RANGE16)) {
      return 1;
    }
    int wrong = 0;
    if (bus.equals(Buses.PROGRAM)) {
      int[] row = programRow(m[0]);
      wrong = row.length == 0 ? 0 : onlyDifference(row, m);
      return isSomewhere(m) ? wrong | 1 : wrong;
    }
    boolean hash = bus.equals(Buses.POSEIDON2);
    for (int k = 0; k < (hash ? 2 * DIGEST : m.length); k++) {
      int[] mended = m.clone();
      mended[k] =
          hash ? (m[k] + 1) % KoalaBear.P : m.length == 2 ? 0 : m[(k + 1) % 3] ^ m[(k + 2) % 3];
      wrong |= holds(bus, mended) ? 1 << k : 0;
    }
    if (hash) {
      int[] right = m.clone();
      System.arraycopy(digest(m), 0, right, 2 * DIGEST, DIGEST);
      wrong |= onlyDifference(right, m);
    }
    return wrong;
  }

  /** The only field in which two messages differ, as a bit; 0 if there is none or another. */
  static int onlyDifference(int[] a, int[] b) {
    int field = -1;
    for (int k = 0; k < a.length; k++) {
      if (a[k] != b[k]) {
        if (field >= 0) {
          return 0;
        }
        field = k;
      }
    }
    return field < 0 ? 0 : 1 << field;
  }
}
