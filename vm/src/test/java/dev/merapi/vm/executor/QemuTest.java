package dev.merapi.vm.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.merapi.vm.memory.MemoryImage;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.testing.ElfBuilder;
import dev.merapi.vm.testing.Guests;
import dev.merapi.vm.testing.RandomPrograms;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The executor against {@code qemu-riscv32}, where that is installed (Debian: qemu-user). */
@Tag("long")
class QemuTest {
  private static final String QEMU = "qemu-riscv32";

  @TempDir Path directory;

  @BeforeAll
  static void qemuIsHere() {
    String path = System.getenv("PATH");
    boolean found =
        path != null
            && Stream.of(path.split(File.pathSeparator))
                .anyMatch(entry -> Files.isExecutable(Path.of(entry, QEMU)));
    assumeTrue(found, QEMU + " is not installed: nothing was compared with it");
  }

  @Test
  void everyInstructionOnEdgeOperands() throws Exception {
    byte[] expected = qemu(Guests.elf("linux-rv32im"));
    ExecutionResult result =
        Executor.run(Guests.program("rv32im"), GuestInput.empty(), ExecutionLimits.standard());
    assertThat(result.publicValues()).isEqualTo(expected);
  }

  @Test
  void randomPrograms() throws Exception {
    for (long seed = 100; seed < 200; seed++) {
      Program linux = RandomPrograms.generatePlain(seed, true).program();
      int[] text = new int[linux.size()];
      Arrays.setAll(text, linux::word);
      int[] data = new int[RandomPrograms.DUMP_BYTES / 4];
      Arrays.setAll(
          data, i -> linux.initialMemory().word(MemoryImage.MEMORY, RandomPrograms.DATA + 4 * i));
      byte[] elf =
          new ElfBuilder(linux.entryPc())
              .text(linux.pcBase(), text)
              .data(RandomPrograms.DATA, data)
              .build();
      assertThat(dump(RandomPrograms.generatePlain(seed, false).program()))
          .as("seed %d", seed)
          .isEqualTo(qemu(elf));
    }
  }

  private static byte[] dump(Program program) {
    SegmentRecord record = Executor.record(program, GuestInput.empty(), ExecutionLimits.standard());
    MemoryImage.Builder after = program.initialMemory().toBuilder();
    TouchedLeaves touched = record.touched();
    for (int i = 0; i < touched.count(); i++) {
      after.leaf(touched.labels()[i], touched.finalWords(), 8 * i);
    }
    ByteBuffer dump = ByteBuffer.allocate(RandomPrograms.DUMP_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    while (dump.hasRemaining()) {
      dump.putInt(after.word(MemoryImage.MEMORY, RandomPrograms.DATA + dump.position()));
    }
    return dump.array();
  }

  private byte[] qemu(byte[] elf) throws IOException, InterruptedException {
    Path file = Files.write(directory.resolve("program"), elf);
    Path output = directory.resolve("output");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    Process process =
        new ProcessBuilder(QEMU, file.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    return Files.readAllBytes(output);
  }
}
