package dev.merapi.vm.soundness;

import dev.merapi.stark.air.Bus;
import dev.merapi.stark.air.Direction;
import dev.merapi.vm.chip.Buses;
import dev.merapi.vm.executor.GuestInput;
import dev.merapi.vm.isa.Op;
import dev.merapi.vm.memory.MemoryImage;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.soundness.Judgement.Meaning;
import dev.merapi.vm.testing.NaiveMachine;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Whether instructions do, by the plain interpreter, what rows say they do. */
final class Oracle {
  private static final int LIMB = 1 << 16;
  private static final int NO_REGISTER = 32;

  private final Program program;

  Oracle(Program program) {
    this.program = program;
  }

  /**
   * What rows of instructions mean together.
   *
   * @param together what they mean if one is said in parts or taken back
   */
  Meaning meaning(List<Said> said, Meaning together) {
    Meaning meaning = Meaning.SILENT;
    Map<Integer, List<Said>> rows = new TreeMap<>();
    for (Said s : said) {
      if (s.interaction().bus().kind() == Bus.Kind.PERMUTATION) {
        if (!s.isOnce()) {
          return together;
        }
        rows.computeIfAbsent(s.row(), r -> new ArrayList<>()).add(s);
      }
    }
    for (List<Said> row : rows.values()) {
      meaning = meaning == Meaning.FORGED || !isTrue(row) ? Meaning.FORGED : Meaning.SAME;
    }
    return meaning;
  }

  private boolean isTrue(List<Said> row) {
    int[] state = {-1};
    int[] next = {-1};
    List<int[]> taken = new ArrayList<>();
    List<int[]> sent = new ArrayList<>();
    for (Said s : row) {
      boolean receives = s.is(Direction.RECEIVE);
      if (s.isOn(Buses.EXECUTION)) {
        state = receives ? s.fields() : state;
        next = receives ? next : s.fields();
      } else if (s.isOn(Buses.MEMORY)) {
        (receives ? taken : sent).add(s.fields());
        Said access = receives ? s.accessIn(row) : null;
        if (access != null && s.time() >= access.time()) {
          return false; // of the future
        }
      }
    }
    int offset = state[0] - program.pcBase();
    boolean placed = offset >= 0 && offset % 4 == 0 && offset / 4 < program.size();
    return placed && next[0] >= 0 && isTrue(state[0], state[1], next, taken, sent);
  }

  /**
   * Whether a row tells the truth.
   *
   * @param pc where the instruction is
   * @param ts when it starts
   * @param next the state sent
   * @param taken entries received, in order
   * @param sent entries sent, in order
   */
  private boolean isTrue(int pc, int ts, int[] next, List<int[]> taken, List<int[]> sent) {
    if (program.op((pc - program.pcBase()) / 4) == 0) {
      return false;
    }
    Op op = Op.ofId(program.op((pc - program.pcBase()) / 4));
    if (op == Op.PHANTOM) {
      return next[0] == pc + 4 && next[1] == ts + 1 && sent.isEmpty();
    }
    NaiveMachine machine = new NaiveMachine(program, GuestInput.empty());
    machine.pc = pc;
    Set<List<Integer>> cells = new HashSet<>();
    for (int[] entry : taken) {
      if (cells.add(List.of(entry[0], entry[1]))) {
        put(machine, entry[0], entry[1], entry[2] + (entry[3] << 16));
      }
    }
    int[] before = machine.x.clone();
    Map<Integer, Byte> memory = new HashMap<>(machine.memory);
    try {
      machine.run(1);
    } catch (RuntimeException e) {
      return false;
    }
    Map<List<Integer>, int[]> written = new HashMap<>();
    sent.forEach(entry -> written.put(List.of(entry[0], entry[1]), entry));
    boolean right = machine.pc == next[0] && next[1] == ts + op.timestamps();
    for (int[] entry : written.values()) {
      boolean ignored = entry[0] == MemoryImage.REGISTERS && entry[1] == 4 * NO_REGISTER;
      right &= ignored || isThere(machine, entry);
    }
    for (int r = 0; r < before.length; r++) {
      right &=
          before[r] == machine.x[r] || written.containsKey(List.of(MemoryImage.REGISTERS, 4 * r));
    }
    for (Map.Entry<Integer, Byte> b : machine.memory.entrySet()) {
      boolean same = b.getValue().equals(memory.getOrDefault(b.getKey(), (byte) 0));
      right &= same || written.containsKey(List.of(MemoryImage.MEMORY, b.getKey() & -4));
    }
    return right;
  }

  private static void put(NaiveMachine machine, int space, int pointer, int word) {
    if (space == MemoryImage.REGISTERS) {
      if (pointer > 0 && pointer < 4 * NO_REGISTER) {
        machine.x[pointer / 4] = word;
      }
    } else if (space == MemoryImage.MEMORY) {
      for (int i = 0; i < 4; i++) {
        machine.memory.put(pointer + i, (byte) (word >> 8 * i));
      }
    } else if (pointer < machine.publicValues.length) {
      ByteBuffer.wrap(machine.publicValues).order(ByteOrder.LITTLE_ENDIAN).putInt(pointer, word);
    }
  }

  private static boolean isThere(NaiveMachine machine, int[] entry) {
    if (entry[2] >= LIMB || entry[3] >= LIMB) {
      return false;
    }
    int word = entry[2] + (entry[3] << 16);
    int pointer = entry[1];
    if (entry[0] == MemoryImage.REGISTERS) {
      return pointer < 4 * NO_REGISTER && machine.x[pointer / 4] == word;
    } else if (entry[0] == MemoryImage.MEMORY) {
      return machine.read(pointer, 4) == word;
    }
    return pointer < machine.publicValues.length
        && ByteBuffer.wrap(machine.publicValues).order(ByteOrder.LITTLE_ENDIAN).getInt(pointer)
            == word;
  }
}
