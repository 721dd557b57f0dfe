package dev.merapi.vm.elf;

import dev.merapi.vm.memory.MemoryImage;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.program.SymbolTable;
import dev.merapi.vm.program.Transpiler;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Loads executables: ELF32, little-endian, RISC-V, ET_EXEC, without compressed instructions, float
 * ABI or dynamic linking.
 *
 * <p>Text is what executable segments hold; all loadable segments, text included, make the initial
 * memory. Code is fixed: a guest that writes over its text changes data only. Every read is
 * bounds-checked; memory used is a multiple of the file's size and some megabytes: no bytes of the
 * file are loaded twice, and text has no wide gaps. Field names in messages are those of the ELF
 * specification ("System V ABI", chapter "Object Files").
 */
public final class ElfLoader {
  private static final int EHDR_SIZE = 52;
  private static final int PHDR_SIZE = 32;
  private static final int SHDR_SIZE = 40;
  private static final int SYM_SIZE = 16;
  private static final int ET_EXEC = 2;
  private static final int EM_RISCV = 243;
  private static final int EF_RVC = 1;
  private static final int EF_FLOAT_ABI = 6;
  private static final int EF_RVE = 8;
  private static final int PT_LOAD = 1;
  private static final int PT_DYNAMIC = 2;
  private static final int PT_INTERP = 3;
  private static final int PF_X = 1;
  private static final int SHT_SYMTAB = 2;
  private static final int STT_NOTYPE = 0;
  private static final int STT_FUNC = 2;
  private static final long SPACE_BYTES = 1L << MemoryImage.LOG_SPACE_BYTES;
  private static final int MAX_TEXT_BYTES = 1 << 24;
  private static final int MAX_SEGMENTS = 1024;

  /** Text of up to this many bytes may have gaps of any width. */
  private static final int SMALL_TEXT_BYTES = 1 << 20;

  /** The most bytes that text may span for each byte of it in the file. */
  private static final int MAX_TEXT_SPREAD = 16;

  private record Segment(
      int number, int offset, int address, int fileSize, int memorySize, boolean executable) {
    int end() {
      return address + memorySize;
    }
  }

  private final ElfReader reader;
  private final List<Segment> segments = new ArrayList<>();

  private ElfLoader(byte[] bytes) {
    this.reader = new ElfReader(bytes);
  }

  /**
   * Reads and transpiles an executable.
   *
   * @throws ElfFormatException if the bytes are not an executable for this machine
   */
  public static Program load(byte[] bytes) throws ElfFormatException {
    return new ElfLoader(bytes).load();
  }

  private Program load() throws ElfFormatException {
    checkHeader();
    readSegments();
    int first = Integer.MAX_VALUE;
    int last = 0;
    long held = 0;
    for (Segment segment : segments) {
      if (segment.executable) {
        first = Math.min(first, segment.address);
        last = Math.max(last, segment.address + (segment.fileSize + 3 & ~3));
        held += segment.fileSize;
      }
    }
    long entry = reader.u32(24);
    check(last > first, "no executable segment");
    check(
        last - first <= MAX_TEXT_BYTES,
        "executable segments span 0x%x bytes, more than 0x%x"
            .formatted(last - first, MAX_TEXT_BYTES));
    check(
        last - first <= Math.max(SMALL_TEXT_BYTES, MAX_TEXT_SPREAD * held),
        "executable segments span 0x%x bytes and hold 0x%x: too few for so wide a range"
            .formatted(last - first, held));
    check(
        entry >= first && entry < last && (entry & 3) == 0,
        "e_entry = 0x%x is not an instruction of an executable segment".formatted(entry));
    int[] text = new int[(last - first) >> 2];
    MemoryImage.Builder memory = MemoryImage.builder();
    for (Segment segment : segments) {
      copy(segment, first, text, memory);
    }
    return Transpiler.transpile(first, text, (int) entry, memory.build(), symbols(first, last));
  }

  private void checkHeader() throws ElfFormatException {
    check(
        reader.length() >= 4 && Integer.reverseBytes(reader.i32(0)) == 0x7f454c46,
        "not an ELF file: it does not begin with 7f 45 4c 46");
    reader.range("the ELF header", 0, EHDR_SIZE);
    equal("EI_CLASS", reader.u8(4), 1, reader.u8(4) == 2 ? "64-bit" : "unknown class");
    equal("EI_DATA", reader.u8(5), 1, reader.u8(5) == 2 ? "big-endian" : "unknown byte order");
    equal("EI_VERSION", reader.u8(6), 1, "unknown version");
    int type = reader.u16(16);
    equal(
        "e_type",
        type,
        ET_EXEC,
        switch (type) {
          case 1 -> "a relocatable object file, not linked";
          case 3 -> "position-independent or shared, link with -static and without -pie";
          default -> "not an executable";
        });
    equal("e_machine", reader.u16(18), EM_RISCV, "not RISC-V");
    equal("e_version", reader.i32(20), 1, "unknown version");
    int flags = reader.i32(36);
    check(
        (flags & EF_RVC) == 0,
        "e_flags = 0x%x: compressed instructions, compile with -march=rv32im".formatted(flags));
    check(
        (flags & EF_FLOAT_ABI) == 0,
        "e_flags = 0x%x: hard-float ABI, compile with -mabi=ilp32".formatted(flags));
    check((flags & EF_RVE) == 0, "e_flags = 0x%x: RV32E".formatted(flags));
  }

  private void readSegments() throws ElfFormatException {
    equal("e_phentsize", reader.u16(42), PHDR_SIZE, "not an ELF32 program header");
    int count = reader.u16(44);
    check(count <= MAX_SEGMENTS, "e_phnum = %d, more than %d".formatted(count, MAX_SEGMENTS));
    int table = reader.range("the program header table", reader.u32(28), (long) count * PHDR_SIZE);
    long loaded = 0;
    for (int i = 0; i < count; i++) {
      int at = table + i * PHDR_SIZE;
      int type = reader.i32(at);
      check(
          type != PT_DYNAMIC && type != PT_INTERP,
          "program header %d: p_type = %d: dynamically linked, link with -static"
              .formatted(i, type));
      if (type == PT_LOAD && reader.u32(at + 20) != 0) {
        Segment segment = segment(i, at);
        segments.add(segment);
        loaded += segment.fileSize;
        check(
            loaded <= reader.length(),
            "program headers 0 to %d load 0x%x bytes of a file of 0x%x"
                .formatted(i, loaded, reader.length()));
      }
    }
    segments.sort(Comparator.comparingInt(Segment::address));
    for (int i = 1; i < segments.size(); i++) {
      Segment before = segments.get(i - 1);
      Segment segment = segments.get(i);
      check(
          segment.address >= before.end(),
          "program headers %d and %d overlap at 0x%x"
              .formatted(before.number, segment.number, segment.address));
    }
  }

  private Segment segment(int number, int at) throws ElfFormatException {
    long offset = reader.u32(at + 4);
    long address = reader.u32(at + 8);
    long fileSize = reader.u32(at + 16);
    long memorySize = reader.u32(at + 20);
    String name = "program header " + number;
    check(
        fileSize <= memorySize,
        "%s: p_filesz = 0x%x exceeds p_memsz = 0x%x".formatted(name, fileSize, memorySize));
    check(
        address + memorySize <= SPACE_BYTES,
        "%s: p_vaddr = 0x%x, p_memsz = 0x%x: outside the 0x%x bytes of memory"
            .formatted(name, address, memorySize, SPACE_BYTES));
    int start = reader.range(name, offset, fileSize);
    boolean executable = (reader.i32(at + 24) & PF_X) != 0;
    check(
        !executable || (address & 3) == 0,
        "%s: p_vaddr = 0x%x: text is not aligned to 4".formatted(name, address));
    return new Segment(number, start, (int) address, (int) fileSize, (int) memorySize, executable);
  }

  private void copy(Segment segment, int first, int[] text, MemoryImage.Builder memory) {
    int end = segment.offset + segment.fileSize;
    int lead = segment.address & 3; // a data segment may begin within a word
    for (int at = -lead; at < segment.fileSize; at += 4) {
      int address = segment.address + at;
      int word =
          at < 0
              ? reader.partialWord(segment.offset, Math.min(end, segment.offset + 4 - lead))
                  << (8 * lead)
              : reader.partialWord(segment.offset + at, end);
      memory.word(MemoryImage.MEMORY, address, memory.word(MemoryImage.MEMORY, address) | word);
      if (segment.executable) {
        text[(address - first) >> 2] = word;
      }
    }
  }

  /**
   * Functions and labels of the text; a damaged symbol table is an error, an absent one is none.
   */
  private SymbolTable symbols(int first, int last) throws ElfFormatException {
    TreeMap<Integer, String> names = new TreeMap<>();
    long tableOffset = reader.u32(32);
    int count = reader.u16(48);
    if (tableOffset == 0 || count == 0) {
      return SymbolTable.empty();
    }
    equal("e_shentsize", reader.u16(46), SHDR_SIZE, "not an ELF32 section header");
    int table = reader.range("the section header table", tableOffset, (long) count * SHDR_SIZE);
    boolean found = false;
    for (int i = 0; i < count; i++) {
      int at = table + i * SHDR_SIZE;
      if (reader.i32(at + 4) == SHT_SYMTAB) {
        check(!found, "section header %d: a second symbol table".formatted(i));
        found = true;
        long link = reader.u32(at + 24);
        check(link < count, "section header %d: sh_link = %d is no section".formatted(i, link));
        readSymbols(i, at, table + (int) link * SHDR_SIZE, first, last, names);
      }
    }
    return SymbolTable.of(names);
  }

  private void readSymbols(
      int number, int header, int stringHeader, int first, int last, Map<Integer, String> names)
      throws ElfFormatException {
    long size = reader.u32(header + 20);
    int start = reader.range("section header " + number, reader.u32(header + 16), size);
    long stringSize = reader.u32(stringHeader + 20);
    int strings = reader.range("the string table", reader.u32(stringHeader + 16), stringSize);
    long named = 0;
    for (int at = start; at + SYM_SIZE <= start + size; at += SYM_SIZE) {
      long name = reader.u32(at);
      long value = reader.u32(at + 4);
      int type = reader.u8(at + 12) & 15;
      if ((type != STT_FUNC && type != STT_NOTYPE)
          || value < first
          || value >= last
          || name >= stringSize) {
        continue;
      }
      String text = reader.string(strings + (int) name, strings + (int) stringSize);
      named += text.length();
      check(named <= reader.length(), "the names of symbols are longer than the file");
      if (text.isEmpty() || text.startsWith("$") || text.startsWith(".L")) {
        continue;
      }
      if (type == STT_FUNC) {
        names.put((int) value, text);
      } else {
        names.putIfAbsent((int) value, text);
      }
    }
  }

  private static void equal(String field, int value, int expected, String what)
      throws ElfFormatException {
    check(value == expected, "%s = %d: %s".formatted(field, value, what));
  }

  private static void check(boolean ok, String message) throws ElfFormatException {
    if (!ok) {
      throw new ElfFormatException(message);
    }
  }
}
