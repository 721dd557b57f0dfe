package dev.merapi.vm.executor;

import dev.merapi.vm.executor.GuestFaultException.Fault;
import dev.merapi.vm.isa.Decoder;
import dev.merapi.vm.memory.MemoryImage;
import dev.merapi.vm.program.Program;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Registers, memory, public values and streams of a running guest, shared by the fast and the
 * recording loop.
 *
 * <p>Memory is an array of 64 KiB pages that all start as those of a {@link Checkpoint}; the first
 * store to a page copies it.
 */
final class GuestState {
  static final int PAGE_SHIFT = 16;
  static final int PAGE_WORDS = 1 << (PAGE_SHIFT - 2);
  static final int PAGES = 1 << (MemoryImage.LOG_SPACE_BYTES - PAGE_SHIFT);

  /** Heap bytes of one page. */
  static final int PAGE_HEAP_BYTES = 4 * PAGE_WORDS + 16;

  /** Bits that an aligned word address within memory does not have. */
  static final int BAD_WORD_ADDRESS = -(1 << MemoryImage.LOG_SPACE_BYTES) | 3;

  /** Bits that an address within memory does not have. */
  static final int BAD_ADDRESS = -(1 << MemoryImage.LOG_SPACE_BYTES);

  /**
   * Registers, rounded up so that a six-bit index needs no check: 0 to 31 and the scratch register
   * 32.
   */
  static final int REGISTERS = 64;

  private static final int MAX_OUTPUT = 1 << 20;
  private static final int MAX_INTRINSIC_BYTES = 1 << 24;

  final Program program;
  final int startIndex;
  final int[] x;
  final int[][] pages;
  final int[] publicValues;
  final Hints hints;

  /** The pages that no checkpoint shares, to which one may store. */
  final boolean[] owned = new boolean[PAGES];

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private boolean outputCut;

  GuestState(Checkpoint from) {
    this.program = from.program();
    this.startIndex = from.index();
    this.x = from.registers().clone();
    this.pages = from.pages().clone();
    this.publicValues = from.publicValues().clone();
    this.hints = new Hints(from.hints());
  }

  /**
   * What a further execution starts from; this one may go on, on copies of the pages it changes.
   */
  Checkpoint checkpoint(int index) {
    Arrays.fill(owned, false);
    return new Checkpoint(
        program, index, x.clone(), pages.clone(), publicValues.clone(), new Hints(hints));
  }

  /** The word at an aligned address within memory. */
  int load(int address) {
    return pages[address >>> PAGE_SHIFT][address >>> 2 & PAGE_WORDS - 1];
  }

  /** Replaces the word at an aligned address within memory. */
  void store(int address, int value) {
    int number = address >>> PAGE_SHIFT;
    if (!owned[number]) {
      pages[number] = pages[number].clone();
      owned[number] = true;
    }
    pages[number][address >>> 2 & PAGE_WORDS - 1] = value;
  }

  /** Executes the PHANTOM of row {@code index}: input, output and hints, nothing the proof sees. */
  void phantom(int index) {
    int word = program.word(index);
    int first = x[Decoder.rd(word)];
    int second = x[Decoder.rs1(word)];
    switch (Decoder.phantom(word)) {
      case Decoder.PHANTOM_HINT_INPUT -> {
        if (!hints.takeInput()) {
          throw fault(Fault.NO_INPUT, index, 0, "");
        }
      }
      case Decoder.PHANTOM_PRINT_STR -> print(bytes(index, first, second));
      case Decoder.PHANTOM_HINT_RANDOM -> {
        if (first < 0 || first > MAX_INTRINSIC_BYTES / 4) {
          throw fault(Fault.TOO_LARGE, index, 0, Integer.toUnsignedString(first) + " random words");
        }
        hints.random(first);
      }
      case Decoder.PHANTOM_HINT_LOAD_BY_KEY -> {
        if (!hints.loadByKey(bytes(index, first, second))) {
          throw fault(Fault.NO_KEY, index, first, "");
        }
      }
      default -> {}
    }
  }

  private byte[] bytes(int index, int pointer, int length) {
    if (length < 0 || length > MAX_INTRINSIC_BYTES) {
      throw fault(Fault.TOO_LARGE, index, pointer, Integer.toUnsignedString(length) + " bytes");
    }
    if (length > 0 && ((pointer & BAD_ADDRESS) != 0 || (pointer + length - 1 & BAD_ADDRESS) != 0)) {
      throw fault(
          Fault.OUT_OF_MEMORY, index, pointer, "%d bytes at 0x%08x".formatted(length, pointer));
    }
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      int address = pointer + i;
      bytes[i] = (byte) Alu.loadByte(load(address & ~3), address);
    }
    return bytes;
  }

  private void print(byte[] bytes) {
    int room = MAX_OUTPUT - output.size();
    output.write(bytes, 0, Math.min(bytes.length, room));
    outputCut |= bytes.length > room;
  }

  /** What was printed so far, at most 1 MiB of it. */
  String output() {
    return output.toString(StandardCharsets.UTF_8) + (outputCut ? "…" : "");
  }

  /** The public values as little-endian bytes. */
  byte[] publicValueBytes() {
    ByteBuffer buffer = ByteBuffer.allocate(4 * publicValues.length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asIntBuffer().put(publicValues);
    return buffer.array();
  }

  /**
   * The fault of an access at {@code address} that {@code size} bytes cannot have: misaligned or
   * out of memory.
   */
  GuestFaultException accessFault(int index, int address, int size) {
    boolean outside = (address & BAD_ADDRESS) != 0;
    return fault(
        outside ? Fault.OUT_OF_MEMORY : Fault.MISALIGNED,
        index,
        address,
        "%d bytes at 0x%08x".formatted(size, address));
  }

  /** The fault of a reveal at {@code address}. */
  private GuestFaultException revealFault(int index, int address) {
    return fault(
        Fault.REVEAL,
        index,
        address,
        "word at byte %s of %d"
            .formatted(Integer.toUnsignedString(address), 4 * publicValues.length));
  }

  /** The fault of an instruction that cannot go on to {@code target}. */
  GuestFaultException jumpFault(int index, int target) {
    return fault(Fault.PC, index, target, "to 0x%08x".formatted(target));
  }

  /** Checks a hint instruction's pointer and count. */
  void checkHint(int index, int pointer, int count) {
    if ((pointer & BAD_WORD_ADDRESS) != 0) {
      throw accessFault(index, pointer, 4);
    }
    if (count == 0) {
      throw fault(Fault.EMPTY_HINT_BUFFER, index, pointer, "");
    }
    if (count < 0 || count > hints.remaining()) {
      throw fault(
          Fault.HINT_STREAM,
          index,
          pointer,
          "%s words asked for, %d left"
              .formatted(Integer.toUnsignedString(count), hints.remaining()));
    }
    if ((pointer + 4 * (count - 1) & BAD_WORD_ADDRESS) != 0) {
      throw accessFault(index, pointer + 4 * (count - 1), 4);
    }
  }

  /** The row of a pc, or -1 if there is none. */
  int row(long pc) {
    long offset = pc - program.pcBase();
    boolean inside = offset >= 0 && (offset & 3) == 0 && offset >>> 2 < program.size();
    return inside ? (int) (offset >>> 2) : -1;
  }

  /** The row a taken branch or JAL at row {@code index} goes to. */
  int taken(int index) {
    int word = program.word(index);
    int offset = program.op(index) == Alu.JAL ? Decoder.immJ(word) : Decoder.immB(word);
    int row = row(program.pc(index) + (long) offset);
    if (row < 0) {
      throw jumpFault(index, program.pc(index) + offset);
    }
    return row;
  }

  /** The row a JALR at row {@code index} goes to. */
  int jump(int index, int target) {
    int row = row(target & 0xffffffffL);
    if (row < 0) {
      throw jumpFault(index, target);
    }
    return row;
  }

  /** Checks the address of a load or store of {@code size} bytes. */
  void checkAccess(int index, int address, int size) {
    if ((address & (BAD_ADDRESS | size - 1)) != 0) {
      throw accessFault(index, address, size);
    }
  }

  /** The fault of a row without operation, or of running off the last row. */
  GuestFaultException noInstruction(int index) {
    return index == program.size()
        ? jumpFault(index - 1, program.pc(index))
        : fault(Fault.UNKNOWN_INSTRUCTION, index, 0, "");
  }

  /** Writes a public value word. */
  void reveal(int index, int address, int value) {
    checkReveal(index, address);
    publicValues[address >>> 2] = value;
  }

  /** Checks the address of a reveal. */
  void checkReveal(int index, int address) {
    if ((address & 3) != 0 || Integer.compareUnsigned(address, 4 * publicValues.length) >= 0) {
      throw revealFault(index, address);
    }
  }

  /** Writes {@code count} words of the hint stream to memory. */
  void hint(int index, int pointer, int count) {
    checkHint(index, pointer, count);
    for (int k = 0; k < count; k++) {
      store(pointer + 4 * k, hints.next());
    }
  }

  /** A fault at row {@code index}. */
  GuestFaultException fault(Fault fault, int index, int address, String detail) {
    int pc = program.pc(index);
    return new GuestFaultException(
        fault, pc, program.word(index), address, program.symbols().nearest(pc), detail);
  }
}
