package dev.merapi.vm.elf;

/**
 * A file is not an executable this machine runs; the message names the offending header field and
 * its value.
 */
public final class ElfFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  ElfFormatException(String message) {
    super(message);
  }
}
