package dev.merapi.vm.profile;

import dev.merapi.vm.executor.GuestInput;
import dev.merapi.vm.isa.Decoder;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.testing.NaiveMachine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A second profiler, one instruction at a time on the naive machine: a list of names and return
 * addresses, and a map of stacks to instructions. For guests that call and return as compilers do.
 */
final class NaiveProfile {
  private record Open(String function, int back) {}

  private final Program program;
  private final List<Open> stack = new ArrayList<>();

  /** Instructions by stack and operation, {@code main;sort ADDI}. */
  final Map<String, Long> executions = new TreeMap<>();

  private NaiveProfile(Program program) {
    this.program = program;
  }

  static Map<String, Long> of(Program program, GuestInput input) {
    NaiveProfile profile = new NaiveProfile(program);
    NaiveMachine machine = new NaiveMachine(program, input);
    profile.stack.add(new Open(profile.function(machine.pc), 0));
    while (machine.exitCode < 0) {
      int pc = machine.pc;
      int word = program.word((pc - program.pcBase()) / 4);
      String key =
          String.join(";", profile.stack.stream().map(Open::function).toList())
              + " "
              + Decoder.decode(word);
      profile.executions.merge(key, 1L, Long::sum);
      machine.run(machine.instructions + 1);
      profile.follow(word, pc, machine.pc);
    }
    return profile.executions;
  }

  private void follow(int word, int pc, int next) {
    int opcode = word & 0x7f;
    int rd = word >>> 7 & 31;
    int rs1 = word >>> 15 & 31;
    if (opcode == 0x6f && rd == 1 || opcode == 0x67 && rd == 1) {
      stack.add(new Open(function(next), pc + 4));
    } else if (opcode == 0x67 && rs1 == 1) {
      if (stack.removeLast().back() != next) {
        throw new IllegalStateException("returned elsewhere: " + Integer.toHexString(next));
      }
    } else if (!function(next).equals(stack.getLast().function())) {
      stack.add(new Open(function(next), stack.removeLast().back()));
    }
  }

  private String function(int pc) {
    String nearest = String.valueOf(program.symbols().nearest(pc));
    return nearest.replaceAll("\\+0x.*", "");
  }
}
