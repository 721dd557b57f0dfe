package dev.merapi.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bytes of small ELF files, right ones and wrong ones. */
final class TestElf {

  static final int BASE = 0x0020_0800;

  private static final int HEADER = 52;
  private static final int SEGMENT_HEADER = 32;
  private static final int CUSTOM_0 = 0x0b;

  private TestElf() {}

  /** An executable of the given instructions, loaded at {@link #BASE}. */
  static byte[] of(int... words) {
    int offset = HEADER + SEGMENT_HEADER;
    ByteBuffer elf = ByteBuffer.allocate(offset + 4 * words.length).order(ByteOrder.LITTLE_ENDIAN);
    elf.put(new byte[] {0x7f, 'E', 'L', 'F', 1, 1, 1, 0}).putLong(0);
    elf.putShort((short) 2).putShort((short) 243).putInt(1);
    elf.putInt(BASE).putInt(HEADER).putInt(0).putInt(0);
    elf.putShort((short) HEADER).putShort((short) SEGMENT_HEADER).putShort((short) 1);
    elf.putShort((short) 40).putShort((short) 0).putShort((short) 0);
    elf.putInt(1).putInt(offset).putInt(BASE).putInt(BASE);
    elf.putInt(4 * words.length).putInt(4 * words.length).putInt(5).putInt(4);
    for (int word : words) {
      elf.putInt(word);
    }
    return elf.array();
  }

  /** Reveals one number and ends well. */
  static byte[] reveals(int number) {
    return of(addi(5, 0, number), addi(6, 0, 0), reveal(6, 5), terminate(0));
  }

  /** Reveals the first word after the length of its one input. */
  static byte[] revealsInput() {
    return of(
        phantom(0),
        lui(7, 0x300),
        hintStoreWord(7),
        hintStoreWord(7),
        loadWord(5, 7),
        addi(6, 0, 0),
        reveal(6, 5),
        terminate(0));
  }

  /** Counts to upper · 2^12 by a loop of two instructions and ends with an exit code. */
  static byte[] counts(int upper, int exitCode) {
    return of(lui(7, upper), addi(5, 5, 1), backUnlessEqual(5, 7), terminate(exitCode));
  }

  /** A branch to the instruction before. */
  private static int backUnlessEqual(int rs1, int rs2) {
    return 0xfe00_0ee3 | rs2 << 20 | rs1 << 15 | 1 << 12;
  }

  static int addi(int rd, int rs1, int immediate) {
    return immediate << 20 | rs1 << 15 | rd << 7 | 0x13;
  }

  static int lui(int rd, int upper) {
    return upper << 12 | rd << 7 | 0x37;
  }

  static int loadWord(int rd, int rs1) {
    return rs1 << 15 | 2 << 12 | rd << 7 | 0x03;
  }

  /** A jump to itself. */
  static int forever() {
    return 0x6f;
  }

  static int terminate(int code) {
    return code << 20 | CUSTOM_0;
  }

  static int hintStoreWord(int rd) {
    return 1 << 12 | rd << 7 | CUSTOM_0;
  }

  static int reveal(int rd, int rs1) {
    return rs1 << 15 | 2 << 12 | rd << 7 | CUSTOM_0;
  }

  static int phantom(int which) {
    return which << 20 | 3 << 12 | CUSTOM_0;
  }

  static Path write(Path directory, String name, byte[] bytes) throws IOException {
    return Files.write(directory.resolve(name), bytes);
  }
}
