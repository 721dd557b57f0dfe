package dev.merapi.vm.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.merapi.vm.isa.Op;
import dev.merapi.vm.memory.MemoryImage;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.testing.Assembler;
import dev.merapi.vm.testing.ElfBuilder;
import dev.merapi.vm.testing.Guests;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ElfLoaderTest {
  private static ElfBuilder small() {
    return new ElfBuilder(0x1000)
        .text(0x1000, new Assembler().imm(Op.ADDI, 1, 0, 1).terminate(0).words())
        .data(0x2000, new int[] {1, 2, 3});
  }

  private static void refused(ElfBuilder elf, String message) {
    assertThatThrownBy(() -> ElfLoader.load(elf.build()))
        .isInstanceOf(ElfFormatException.class)
        .hasMessage(message);
  }

  @Test
  void loadsTextDataAndSymbols() throws ElfFormatException {
    Program program = ElfLoader.load(small().build());
    assertThat(program.pcBase()).isEqualTo(0x1000);
    assertThat(program.entryPc()).isEqualTo(0x1000);
    assertThat(program.size()).isEqualTo(2);
    assertThat(program.op(0)).isEqualTo(Op.ADDI.id());
    assertThat(program.initialMemory().word(MemoryImage.MEMORY, 0x2008)).isEqualTo(3);
    assertThat(program.initialMemory().word(MemoryImage.MEMORY, 0x1000)).isEqualTo(program.word(0));
    Program guest = Guests.program("fibonacci");
    assertThat(guest.symbols().addressOf("main")).isPositive();
    assertThat(guest.symbols().nearest(guest.entryPc() + 4)).isEqualTo("_start+0x4");
  }

  @Test
  void refusesOtherMachinesAndFormats() {
    refused(small().u8(4, 2), "EI_CLASS = 2: 64-bit");
    refused(small().u8(5, 2), "EI_DATA = 2: big-endian");
    refused(
        small().u8(16, 3),
        "e_type = 3: position-independent or shared, link with -static and without -pie");
    refused(small().u8(16, 1), "e_type = 1: a relocatable object file, not linked");
    refused(small().u8(18, 62), "e_machine = 62: not RISC-V");
    refused(
        small().u8(36, 1), "e_flags = 0x1: compressed instructions, compile with -march=rv32im");
    refused(small().u8(36, 4), "e_flags = 0x4: hard-float ABI, compile with -mabi=ilp32");
    refused(small().u8(36, 8), "e_flags = 0x8: RV32E");
    refused(small().u8(0, 0), "not an ELF file: it does not begin with 7f 45 4c 46");
    refused(small().u8(42, 56), "e_phentsize = 56: not an ELF32 program header");
  }

  @Test
  void refusesDynamicLinking() {
    refused(
        small().segmentType(1, 2),
        "program header 1: p_type = 2: dynamically linked, link with -static");
    refused(
        small().segmentType(1, 3),
        "program header 1: p_type = 3: dynamically linked, link with -static");
  }

  @Test
  void refusesSegmentsThatOverlapOrLeaveMemory() {
    refused(small().data(0x2008, new int[] {1}), "program headers 1 and 2 overlap at 0x2008");
    refused(
        small().data(0x1ffffffc, new int[] {1, 2}),
        "program header 2: p_vaddr = 0x1ffffffc, p_memsz = 0x8: outside the 0x20000000 bytes of"
            + " memory");
    refused(
        small().data(0xfffffffc, new int[] {1}),
        "program header 2: p_vaddr = 0xfffffffc, p_memsz = 0x4: outside the 0x20000000 bytes of"
            + " memory");
    refused(
        small().entry(0x1002), "e_entry = 0x1002 is not an instruction of an executable segment");
    refused(
        small().entry(0x2000), "e_entry = 0x2000 is not an instruction of an executable segment");
    refused(
        small().text(0x10000000, new int[] {1}),
        "executable segments span 0xffff004 bytes, more than 0x1000000");
  }

  /** Small files cannot ask for much memory. */
  @Test
  void refusesToMakeMuchOfLittle() {
    ElfBuilder twice = small().data(0x100000, new int[] {1});
    int header = 52 + 2 * 32;
    u32(twice, header + 4, 0);
    u32(twice, header + 16, 0x3000);
    u32(twice, header + 20, 0x3000);
    refused(twice, "program headers 0 to 2 load 0x3014 bytes of a file of 0x3004");
    refused(small().u8(44, 1).u8(45, 4), "e_phnum = 1025, more than 1024");
    refused(
        small().text(0x101000, new int[] {1}),
        "executable segments span 0x100004 bytes and hold 0xc: too few for so wide a range");
  }

  @Test
  void refusesSymbolsThatNameMoreThanTheFileHolds() throws ElfFormatException {
    assertThat(ElfLoader.load(withSymbols(8, 1)).symbols().size()).isEqualTo(8);
    assertThatThrownBy(() -> ElfLoader.load(withSymbols(100, 1)))
        .hasMessage("the names of symbols are longer than the file");
    assertThatThrownBy(() -> ElfLoader.load(withSymbols(1, 2)))
        .hasMessage("section header 2: a second symbol table");
  }

  /** Text of 8 bytes, each of which symbols name by one string of 1000 bytes. */
  private static byte[] withSymbols(int symbols, int tables) {
    int headers = 3 * 40;
    ByteBuffer blob =
        ByteBuffer.allocate(headers + 16 * symbols + 1000).order(ByteOrder.LITTLE_ENDIAN);
    int at = 0x3000; // of the blob in the file
    int strings = at + headers + 16 * symbols;
    for (int section = 0; section < 3; section++) {
      boolean names = section == 1;
      int type = section == 0 || section == 2 && tables == 2 ? 2 : 0;
      blob.position(40 * section);
      blob.putInt(0).putInt(type).putLong(0).putInt(names ? strings : at + headers);
      blob.putInt(names ? 1000 : 16 * symbols).putInt(1);
    }
    blob.position(headers);
    for (int i = 0; i < symbols; i++) {
      blob.putInt(0).putInt(0x1000 + i % 8).putInt(0).putInt(2);
    }
    Arrays.fill(blob.array(), blob.position(), blob.capacity(), (byte) 'a');
    ElfBuilder elf = small().bytes(0x3000, blob.array());
    u32(elf, 32, at);
    return elf.u8(46, 40).u8(48, 3).build();
  }

  private static void u32(ElfBuilder elf, int offset, int value) {
    for (int i = 0; i < 4; i++) {
      elf.u8(offset + i, value >>> 8 * i);
    }
  }

  @Test
  void everyTruncationIsRefusedOrHarmless() throws ElfFormatException {
    byte[] elf = Guests.elf("fibonacci");
    for (int length = 0; length < elf.length; length++) {
      byte[] cut = Arrays.copyOf(elf, length);
      assertThatThrownBy(() -> ElfLoader.load(cut)).isInstanceOf(ElfFormatException.class);
    }
    ElfLoader.load(elf);
  }

  @Test
  void noDamageThrowsAnythingElse() {
    byte[] elf = Guests.elf("json");
    for (int seed = 0; seed < 3000; seed++) {
      Random random = new Random(seed);
      byte[] damaged = elf.clone();
      for (int i = 0; i < 1 + seed % 8; i++) {
        int at = random.nextInt(random.nextBoolean() ? 0x94 : elf.length);
        damaged[at] = (byte) random.nextInt();
      }
      try {
        ElfLoader.load(damaged);
      } catch (ElfFormatException e) {
        assertThat(e).as("seed %d", seed).hasMessageNotContaining("null");
      }
    }
  }

  @Test
  void dataMayBeginWithinAWord() throws ElfFormatException {
    Program program = ElfLoader.load(small().bytes(0x3003, new byte[] {1, 2, 3}).build());
    assertThat(program.initialMemory().word(MemoryImage.MEMORY, 0x3000)).isEqualTo(0x01000000);
    assertThat(program.initialMemory().word(MemoryImage.MEMORY, 0x3004)).isEqualTo(0x0302);
  }
}
