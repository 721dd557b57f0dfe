package dev.merapi.vm.differential;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The user-mode emulator {@code qemu-riscv32}, where it is installed (Debian: qemu-user). */
final class Qemu {
  private final Path emulator;

  private Qemu(Path emulator) {
    this.emulator = emulator;
  }

  /** What a Linux program left. */
  record Result(int exitCode, byte[] output) {}

  /** The emulator on the PATH, if there is one. */
  static Optional<Qemu> find() {
    String path = System.getenv("PATH");
    return Stream.of(path == null ? new String[0] : path.split(File.pathSeparator))
        .flatMap(entry ->
            Stream.of("qemu-riscv32", "qemu-riscv32-static").map(name -> Path.of(entry, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Qemu::new);
  }

  /** Runs an executable in {@code directory}. */
  Result run(byte[] elf, Path directory) throws IOException, InterruptedException {
    Path file = Files.createTempFile(directory, "program", "");
    Path output = Files.createTempFile(directory, "output", "");
    Files.write(file, elf);
    if (!file.toFile().setExecutable(true)) {
      throw new IOException(file + " cannot be made executable");
    }
    Process process =
        new ProcessBuilder(emulator.toString(), file.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("no end within a minute");
    }
    Result result = new Result(process.exitValue(), Files.readAllBytes(output));
    Files.delete(file);
    Files.delete(output);
    return result;
  }
}
