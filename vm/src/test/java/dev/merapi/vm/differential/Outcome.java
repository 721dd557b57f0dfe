package dev.merapi.vm.differential;

import dev.merapi.vm.executor.ExecutionLimits;
import dev.merapi.vm.executor.ExecutionResult;
import dev.merapi.vm.executor.Executor;
import dev.merapi.vm.executor.GuestInput;
import dev.merapi.vm.executor.SegmentRecord;
import dev.merapi.vm.executor.TouchedLeaves;
import dev.merapi.vm.memory.MemoryImage;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.testing.NaiveMachine;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What a run left behind.
 *
 * @param memory data, stack and registers, from {@link Lowering#DATA} to {@link Lowering#PUBLIC};
 *     the checksum register among them remembers the registers after each round of each loop
 */
record Outcome(byte[] memory, byte[] publicValues, int exitCode) {
  private static final int MEMORY_BYTES = Lowering.PUBLIC - Lowering.DATA;

  /** More than any generated program executes. */
  private static final long MAX_INSTRUCTIONS = 5_000_000;

  /** An outcome and the instructions it took. */
  record Counted(Outcome outcome, long instructions) {}

  /** The interpreter that leaves no records: it shows no memory. */
  static ExecutionResult run(Program guest) {
    return Executor.run(
        guest,
        GuestInput.empty(),
        ExecutionLimits.standard().withMaxInstructions(MAX_INSTRUCTIONS));
  }

  /** The recording interpreter. */
  static Counted recorded(Program guest) {
    SegmentRecord record =
        Executor.record(
            guest,
            GuestInput.empty(),
            ExecutionLimits.standard().withMaxInstructions(MAX_INSTRUCTIONS));
    MemoryImage.Builder after = guest.initialMemory().toBuilder();
    TouchedLeaves touched = record.touched();
    for (int i = 0; i < touched.count(); i++) {
      after.leaf(touched.labels()[i], touched.finalWords(), 8 * i);
    }
    ByteBuffer memory = ByteBuffer.allocate(MEMORY_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    while (memory.hasRemaining()) {
      memory.putInt(after.word(MemoryImage.MEMORY, Lowering.DATA + memory.position()));
    }
    Outcome outcome = new Outcome(memory.array(), record.publicValues(), record.exitCode());
    return new Counted(outcome, record.instructions());
  }

  /** A machine of the tests, not yet started. */
  static Counted of(NaiveMachine machine) {
    machine.run(MAX_INSTRUCTIONS);
    byte[] memory = new byte[MEMORY_BYTES];
    for (int i = 0; i < memory.length; i++) {
      memory[i] = (byte) machine.read(Lowering.DATA + i, 1);
    }
    return new Counted(
        new Outcome(memory, machine.publicValues.clone(), machine.exitCode), machine.instructions);
  }

  /** The emulator. */
  static Outcome of(Qemu qemu, byte[] elf, Path directory) throws Exception {
    Qemu.Result result = qemu.run(elf, directory);
    return new Outcome(
        Arrays.copyOf(result.output(), MEMORY_BYTES),
        Arrays.copyOfRange(result.output(), MEMORY_BYTES, Lowering.DUMP_BYTES),
        result.exitCode());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Outcome(byte[] m, byte[] p, int e)
        && Arrays.equals(memory, m)
        && Arrays.equals(publicValues, p)
        && exitCode == e;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(memory);
  }

  /** Exit code, public values, registers that are not zero, and a hash of the rest. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("exit ").append(exitCode).append(" public ");
    text.append(HexFormat.of().formatHex(publicValues));
    ByteBuffer words = ByteBuffer.wrap(memory).order(ByteOrder.LITTLE_ENDIAN);
    for (int r = 1; r < 32; r++) {
      int value = words.getInt(Lowering.REGISTERS - Lowering.DATA + 4 * r);
      if (value != 0) {
        text.append(" x%d=%08x".formatted(r, value));
      }
    }
    return text.append(" memory %08x".formatted(Arrays.hashCode(memory))).toString();
  }
}
