package dev.merapi.vm.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Writes small ELF32 RISC-V executables, right ones and wrong ones. */
public final class ElfBuilder {
  private record Segment(int address, byte[] bytes, int flags) {}

  private final List<Segment> segments = new ArrayList<>();
  private final TreeMap<Integer, Integer> patches = new TreeMap<>();
  private int entry;

  /** An executable that starts at {@code entry}. */
  public ElfBuilder(int entry) {
    this.entry = entry;
  }

  /** Another entry point. */
  public ElfBuilder entry(int pc) {
    entry = pc;
    return this;
  }

  /** An executable segment. */
  public ElfBuilder text(int address, int[] words) {
    return segment(address, littleEndian(words), 5);
  }

  /** A writable segment. */
  public ElfBuilder data(int address, int[] words) {
    return segment(address, littleEndian(words), 6);
  }

  /** A writable segment of bytes. */
  public ElfBuilder bytes(int address, byte[] bytes) {
    return segment(address, bytes, 6);
  }

  /** Overwrites a byte of the file in the end. */
  public ElfBuilder u8(int offset, int value) {
    patches.put(offset, value);
    return this;
  }

  /** Overwrites a program header's p_type. */
  public ElfBuilder segmentType(int number, int type) {
    return u8(52 + 32 * number, type);
  }

  private ElfBuilder segment(int address, byte[] bytes, int flags) {
    segments.add(new Segment(address, bytes, flags));
    return this;
  }

  private static byte[] littleEndian(int[] words) {
    ByteBuffer buffer = ByteBuffer.allocate(4 * words.length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asIntBuffer().put(words);
    return buffer.array();
  }

  /**
   * The file. Segments lie at offsets congruent to their addresses modulo 4096, as loaders of pages
   * want it.
   */
  public byte[] build() {
    int offset = 52 + 32 * segments.size();
    List<Integer> offsets = new ArrayList<>();
    for (Segment segment : segments) {
      offset += segment.address - offset & 4095;
      offsets.add(offset);
      offset += segment.bytes.length;
    }
    ByteBuffer file = ByteBuffer.allocate(offset).order(ByteOrder.LITTLE_ENDIAN);
    file.put(new byte[] {0x7f, 'E', 'L', 'F', 1, 1, 1}).position(16);
    file.putShort((short) 2)
        .putShort((short) 243)
        .putInt(1)
        .putInt(entry)
        .putInt(52)
        .putInt(0)
        .putInt(0);
    file.putShort((short) 52).putShort((short) 32).putShort((short) segments.size());
    file.position(52);
    for (int i = 0; i < segments.size(); i++) {
      Segment s = segments.get(i);
      file.putInt(1).putInt(offsets.get(i)).putInt(s.address).putInt(s.address);
      file.putInt(s.bytes.length).putInt(s.bytes.length).putInt(s.flags).putInt(4096);
    }
    for (int i = 0; i < segments.size(); i++) {
      file.position(offsets.get(i)).put(segments.get(i).bytes);
    }
    byte[] bytes = file.array();
    patches.forEach((at, value) -> bytes[at] = (byte) (int) value);
    return bytes;
  }
}
