package dev.merapi.vm.testing;

import dev.merapi.vm.executor.GuestInput;
import dev.merapi.vm.memory.MemoryImage;
import dev.merapi.vm.program.Program;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A second interpreter, written for plainness and independently of the executor: fetches and
 * decodes each word anew, keeps memory byte by byte in a map, and does arithmetic by the book. The
 * oracle of differential tests. {@code hintrandom} and {@code hintloadbykey} are not here.
 *
 * <p>Tests of those tests override what an instruction computes, to have a machine with a fault.
 */
public class NaiveMachine {
  /** Registers x0 to x31. */
  public final int[] x = new int[32];

  /** Bytes of memory that are not zero or were written. */
  public final Map<Integer, Byte> memory = new HashMap<>();

  /** Public values. */
  public final byte[] publicValues = new byte[32];

  /** What was printed. */
  public final StringBuilder output = new StringBuilder();

  /** The pc of the next instruction. */
  public int pc;

  /** Instructions executed. */
  public long instructions;

  /** Exit code, or -1 while running. */
  public int exitCode = -1;

  private final Program program;
  private final ArrayDeque<byte[]> inputs;
  private final ArrayDeque<Integer> hints = new ArrayDeque<>();

  /** A machine before its first instruction. */
  public NaiveMachine(Program program, GuestInput input) {
    this.program = program;
    this.pc = program.entryPc();
    this.inputs = new ArrayDeque<>(input.vectors());
    int[] leaf = new int[8];
    for (int label : program.initialMemory().nonZeroLeaves()) {
      program.initialMemory().leaf(label, leaf, 0);
      for (int w = 0; w < 8; w++) {
        write(MemoryImage.pointerOf(label) + 4 * w, 4, leaf[w]);
      }
    }
  }

  /**
   * Runs to the end or until {@code max} instructions are done; an unexpected thing is an
   * IllegalStateException.
   */
  public final NaiveMachine run(long max) {
    while (exitCode < 0 && instructions < max) {
      step();
    }
    return this;
  }

  private void step() {
    int index = (pc - program.pcBase()) / 4;
    int w = program.word(index);
    instructions++;
    int next = pc + 4;
    int opcode = bits(w, 0, 7);
    int rd = bits(w, 7, 5);
    int f3 = bits(w, 12, 3);
    int a = x[bits(w, 15, 5)];
    int b = x[bits(w, 20, 5)];
    int immI = w >> 20;
    switch (opcode) {
      case 0x37 -> set(rd, w & 0xfffff000);
      case 0x17 -> set(rd, pc + (w & 0xfffff000));
      case 0x6f -> {
        int off = bits(w, 21, 10) * 2 + bits(w, 20, 1) * 2048 + bits(w, 12, 8) * 4096;
        set(rd, pc + 4);
        next = pc + off - bits(w, 31, 1) * (1 << 20);
      }
      case 0x67 -> {
        set(rd, pc + 4);
        next = (a + immI) & ~1;
      }
      case 0x63 -> {
        int off = bits(w, 8, 4) * 2 + bits(w, 25, 6) * 32 + bits(w, 7, 1) * 2048;
        if (taken(f3, a, b)) {
          next = pc + off - bits(w, 31, 1) * 4096;
        }
      }
      case 0x03 -> set(rd, load(f3, a + immI));
      case 0x23 -> write(a + ((w >> 25) * 32 + bits(w, 7, 5)), 1 << f3, b);
      case 0x13 -> {
        boolean shift = f3 == 1 || f3 == 5;
        int operand = shift ? bits(w, 20, 5) : immI;
        set(rd, base(f3, shift && bits(w, 30, 1) == 1, a, operand));
      }
      case 0x33 ->
          set(rd, bits(w, 25, 1) == 1 ? muldiv(f3, a, b) : base(f3, bits(w, 30, 1) == 1, a, b));
      case 0x0f, 0x73 -> {}
      case 0x0b -> custom(f3, immI, rd, a);
      default -> throw new IllegalStateException("word " + Integer.toHexString(w));
    }
    if (exitCode < 0) {
      pc = next;
    }
  }

  private void custom(int f3, int imm, int rd, int a) {
    switch (f3 * 16 + (f3 == 1 || f3 == 3 ? imm : 0)) {
      case 0 -> exitCode = imm;
      case 16 -> write(x[rd], 4, hints.remove());
      case 17 -> {
        for (int k = 0; k < a; k++) {
          write(x[rd] + 4 * k, 4, hints.remove());
        }
      }
      case 32 ->
          ByteBuffer.wrap(publicValues).order(ByteOrder.LITTLE_ENDIAN).putInt(x[rd] + imm, a);
      case 48 -> {
        byte[] vector = inputs.remove();
        hints.clear();
        hints.add(vector.length);
        byte[] padded = Arrays.copyOf(vector, (vector.length + 3) / 4 * 4);
        for (int i = 0; i < padded.length; i += 4) {
          hints.add(ByteBuffer.wrap(padded).order(ByteOrder.LITTLE_ENDIAN).getInt(i));
        }
      }
      case 49 -> {
        for (int i = 0; i < a; i++) {
          output.append((char) (read(x[rd] + i, 1) & 0xff));
        }
      }
      default -> throw new IllegalStateException("custom " + f3 + " " + imm);
    }
  }

  /** Whether a branch is taken. */
  protected boolean taken(int f3, int a, int b) {
    return switch (f3) {
      case 0 -> a == b;
      case 1 -> a != b;
      case 4 -> a < b;
      case 5 -> a >= b;
      case 6 -> Integer.compareUnsigned(a, b) < 0;
      case 7 -> Integer.compareUnsigned(a, b) >= 0;
      default -> throw new IllegalStateException("branch " + f3);
    };
  }

  /** What a load brings. */
  protected int load(int f3, int address) {
    return switch (f3) {
      case 0 -> (byte) read(address, 1);
      case 1 -> (short) read(address, 2);
      case 2 -> read(address, 4);
      case 4 -> read(address, 1);
      case 5 -> read(address, 2);
      default -> throw new IllegalStateException("load " + f3);
    };
  }

  /** The result of an operation of the base set. */
  protected int base(int f3, boolean alternative, int a, int b) {
    return switch (f3) {
      case 0 -> alternative ? a - b : a + b;
      case 1 -> a << (b & 31);
      case 2 -> a < b ? 1 : 0;
      case 3 -> Integer.compareUnsigned(a, b) < 0 ? 1 : 0;
      case 4 -> a ^ b;
      case 5 -> alternative ? a >> (b & 31) : a >>> (b & 31);
      case 6 -> a | b;
      default -> a & b;
    };
  }

  /** The result of a multiplication or division. */
  protected int muldiv(int f3, int a, int b) {
    BigInteger sa = BigInteger.valueOf(a);
    BigInteger sb = BigInteger.valueOf(b);
    BigInteger ua = BigInteger.valueOf(Integer.toUnsignedLong(a));
    BigInteger ub = BigInteger.valueOf(Integer.toUnsignedLong(b));
    return switch (f3) {
      case 0 -> sa.multiply(sb).intValue();
      case 1 -> sa.multiply(sb).shiftRight(32).intValue();
      case 2 -> sa.multiply(ub).shiftRight(32).intValue();
      case 3 -> ua.multiply(ub).shiftRight(32).intValue();
      case 4 -> b == 0 ? -1 : sa.divide(sb).intValue();
      case 5 -> b == 0 ? -1 : ua.divide(ub).intValue();
      case 6 -> b == 0 ? a : sa.remainder(sb).intValue();
      default -> b == 0 ? a : ua.remainder(ub).intValue();
    };
  }

  private void set(int register, int value) {
    if (register != 0) {
      x[register] = value;
    }
  }

  /** The {@code size} bytes at {@code address}, little-endian, zero-extended. */
  public final int read(int address, int size) {
    int value = 0;
    for (int i = 0; i < size; i++) {
      value |= (memory.getOrDefault(address + i, (byte) 0) & 0xff) << 8 * i;
    }
    return value;
  }

  private void write(int address, int size, int value) {
    for (int i = 0; i < size; i++) {
      memory.put(address + i, (byte) (value >> 8 * i));
    }
  }

  private static int bits(int word, int from, int count) {
    return word >>> from & (1 << count) - 1;
  }
}
