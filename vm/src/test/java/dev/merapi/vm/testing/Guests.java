package dev.merapi.vm.testing;

import dev.merapi.vm.elf.ElfFormatException;
import dev.merapi.vm.elf.ElfLoader;
import dev.merapi.vm.program.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The committed guest executables of {@code benchmarks/guests/elf}, found from any module's
 * directory.
 */
public final class Guests {
  private Guests() {}

  /** The bytes of {@code name.elf}. */
  public static byte[] elf(String name) {
    try {
      return Files.readAllBytes(directory().resolve(name + ".elf"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The loaded guest. */
  public static Program program(String name) {
    try {
      return ElfLoader.load(elf(name));
    } catch (ElfFormatException e) {
      throw new IllegalStateException(name, e);
    }
  }

  private static Path directory() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path found = at.resolve("benchmarks/guests/elf");
      if (Files.isDirectory(found)) {
        return found;
      }
    }
    throw new IllegalStateException("benchmarks/guests/elf is not above the working directory");
  }
}
