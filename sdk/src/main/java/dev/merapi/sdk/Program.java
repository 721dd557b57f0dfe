package dev.merapi.sdk;

import dev.merapi.sdk.error.InvalidProgramException;
import dev.merapi.vm.elf.ElfFormatException;
import dev.merapi.vm.elf.ElfLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

/** A guest program, parsed from an ELF file and bounded. Immutable. */
public final class Program {

  /** The largest ELF file that is read, in bytes. */
  public static final long MAX_FILE_BYTES = 1L << 28;

  private final dev.merapi.vm.program.Program transpiled;

  private Program(dev.merapi.vm.program.Program transpiled) {
    this.transpiled = transpiled;
  }

  /**
   * Reads an ELF file.
   *
   * @throws IOException if the file cannot be read
   * @throws InvalidProgramException if it holds no program for this machine
   */
  public static Program load(Path file) throws IOException {
    long size = Files.size(file);
    if (size > MAX_FILE_BYTES) {
      throw new InvalidProgramException(
          file + " has " + size + " bytes, the largest program file has " + MAX_FILE_BYTES);
    }
    return parse(Files.readAllBytes(file));
  }

  /**
   * Parses the bytes of an ELF file.
   *
   * @throws InvalidProgramException if they hold no program for this machine
   */
  public static Program parse(byte[] elf) {
    try {
      return new Program(ElfLoader.load(elf));
    } catch (ElfFormatException e) {
      throw new InvalidProgramException(String.valueOf(e.getMessage()), e);
    }
  }

  /** What the file holds. */
  public ProgramSummary summary() {
    long unknown = IntStream.range(0, transpiled.size()).filter(i -> transpiled.op(i) == 0).count();
    return new ProgramSummary(
        Integer.toUnsignedLong(transpiled.entryPc()),
        Integer.toUnsignedLong(transpiled.pcBase()),
        transpiled.size(),
        (int) unknown,
        32L * transpiled.initialMemory().nonZeroLeaves().length,
        transpiled.symbols().size());
  }

  /**
   * The function at an address, as {@code name} or {@code name+0x10}.
   *
   * @return the empty string if the program has no symbol there
   */
  public String functionAt(long pc) {
    String nearest = pc == (int) pc && pc >= 0 ? transpiled.symbols().nearest((int) pc) : null;
    return nearest == null ? "" : nearest;
  }

  dev.merapi.vm.program.Program transpiled() {
    return transpiled;
  }
}
