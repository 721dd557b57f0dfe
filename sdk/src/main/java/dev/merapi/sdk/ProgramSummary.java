package dev.merapi.sdk;

/**
 * What an ELF file holds.
 *
 * @param entryPc where execution begins
 * @param pcBase the first address of the code
 * @param codeWords words from the first to the last address of the code
 * @param unknownWords words among them that are no instruction of the machine; reaching one is an
 *     error
 * @param initialMemoryBytes bytes of memory with an initial value
 * @param symbols named functions
 */
public record ProgramSummary(
    long entryPc,
    long pcBase,
    int codeWords,
    int unknownWords,
    long initialMemoryBytes,
    int symbols) {}
