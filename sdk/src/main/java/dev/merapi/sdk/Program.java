package dev.merapi.sdk;

import dev.merapi.sdk.error.InvalidProgramException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A guest program, parsed from an ELF file and bounded. Immutable. */
public final class Program {

  /** The largest ELF file that is read, in bytes. */
  public static final long MAX_FILE_BYTES = 1L << 28;

  private final ProgramSummary summary;

  Program(ProgramSummary summary) {
    this.summary = summary;
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
    return Seam.load(elf);
  }

  /** What the file holds. */
  public ProgramSummary summary() {
    return summary;
  }
}
