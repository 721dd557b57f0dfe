package dev.merapi.stark.air.trace;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Linear scan: values (groups of one or four) get the lowest free registers and give them back
 * after their last use.
 */
final class RegisterAllocation {
  private final List<Instruction> code;
  private final int[] leader;
  private final int[] size;
  private final int[] last;
  private final int[] register;
  private final BitSet used = new BitSet();
  private int registers;

  RegisterAllocation(List<Instruction> code, List<Integer> leaders, List<Integer> kept) {
    this.code = code;
    this.leader = leaders.stream().mapToInt(Integer::intValue).toArray();
    this.size = new int[leader.length];
    this.last = new int[leader.length];
    this.register = new int[leader.length];
    Arrays.fill(register, -1);
    for (int l : leader) {
      size[l]++;
    }
    for (int at = 0; at < code.size(); at++) {
      for (int s : code.get(at).src) {
        if (s >= 0) {
          last[leader[s]] = at;
        }
      }
    }
    for (int k : kept) {
      if (k >= 0) {
        last[leader[k]] = Integer.MAX_VALUE;
      }
    }
  }

  BlockProgram program(List<Slot> slots, int[] results) {
    Instruction[] allocated = new Instruction[code.size()];
    // Constants are filled once, so theirs come first and are never shared.
    for (Instruction i : code) {
      if (i.op == Instruction.Op.FILL) {
        take(i.dst);
      }
    }
    for (int at = 0; at < allocated.length; at++) {
      Instruction i = code.get(at);
      if (i.dst >= 0) {
        take(leader[i.dst]);
      }
      int[] src = i.src.clone();
      for (int s = 0; s < src.length; s++) {
        src[s] = of(src[s]);
      }
      allocated[at] = i.with(i.dst < 0 ? -1 : register[i.dst], src);
      for (int s : i.src) {
        if (s >= 0 && last[leader[s]] == at) {
          release(leader[s]);
        }
      }
    }
    int[] at = Arrays.stream(results).map(this::of).toArray();
    return new BlockProgram(allocated, slots, registers, at);
  }

  private int of(int operand) {
    return operand < 0 ? operand : register[operand];
  }

  private void take(int l) {
    if (register[l] >= 0) {
      return;
    }
    int count = size[l];
    int at = 0;
    while (true) {
      int clash = used.nextSetBit(at);
      if (clash < 0 || clash >= at + count) {
        break;
      }
      at = clash + 1;
    }
    used.set(at, at + count);
    registers = Math.max(registers, at + count);
    for (int q = 0; q < count; q++) {
      register[l + q] = at + q;
    }
  }

  private void release(int l) {
    used.clear(register[l], register[l] + size[l]);
  }
}
