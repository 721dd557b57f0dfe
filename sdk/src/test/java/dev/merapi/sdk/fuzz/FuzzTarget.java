package dev.merapi.sdk.fuzz;

import dev.merapi.sdk.Input;
import dev.merapi.sdk.MachineConfig;
import dev.merapi.sdk.Program;
import dev.merapi.sdk.Prover;
import dev.merapi.sdk.ProvingKey;
import dev.merapi.sdk.error.InvalidInputException;
import dev.merapi.sdk.error.InvalidProgramException;
import dev.merapi.sdk.error.VerificationException;
import dev.merapi.sdk.verify.AppProof;
import dev.merapi.sdk.verify.Commitment;
import dev.merapi.sdk.verify.Verifier;
import dev.merapi.sdk.verify.VerifyingKey;
import dev.merapi.stark.hash.HashSuite;
import dev.merapi.stark.proof.ProofFormatException;
import dev.merapi.stark.verifier.ProofRejectedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What reads bytes that anybody may have sent. Whatever they are, only the documented exception may
 * come out, within bounds on bytes allocated and time: those of {@link #ELF} grow with the input,
 * those of the others are a multiple of what the valid encoding takes, which the input changes as
 * {@link Edits} say.
 */
enum FuzzTarget {
  /** Executables, as they are. */
  ELF {
    @Override
    void read(byte[] bytes) {
      try {
        Program.parse(bytes);
      } catch (InvalidProgramException expected) {
        oneLine(expected);
      }
    }

    @Override
    byte[] input(byte[] data) {
      return data;
    }

    @Override
    long allocationBound(int length) {
      return 200L * length + (32 << 20);
    }

    @Override
    List<byte[]> seeds() {
      try (Stream<Path> files = Files.list(guests())) {
        List<byte[]> seeds = new ArrayList<>();
        for (Path file : files.filter(f -> f.toString().endsWith(".elf")).sorted().toList()) {
          seeds.add(Files.readAllBytes(file));
        }
        return seeds;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  },

  /** Proofs of a small machine of the proof system: decoded and verified. */
  STARK_PROOF {
    private final SmallStark small = new SmallStark(HashSuite.poseidon2());

    @Override
    void read(byte[] bytes) {
      verify(small, bytes);
    }

    @Override
    byte[] valid() {
      return small.proof;
    }
  },

  /** The same under the other hash suite. */
  BLAKE3_PROOF {
    private final SmallStark small = new SmallStark(HashSuite.blake3());

    @Override
    void read(byte[] bytes) {
      verify(small, bytes);
    }

    @Override
    byte[] valid() {
      return small.proof;
    }
  },

  /** Keys of the proof system. */
  STARK_KEY {
    private final byte[] key = new SmallStark(HashSuite.poseidon2()).key.verifyingKey().toBytes();

    @Override
    void read(byte[] bytes) {
      try {
        byte[] again = dev.merapi.stark.proof.VerifyingKey.read(bytes).toBytes();
        accepted(bytes, again);
      } catch (ProofFormatException expected) {
        oneLine(expected);
      }
    }

    @Override
    byte[] valid() {
      return key;
    }
  },

  /** Verifying keys of the real machine. */
  VERIFYING_KEY {
    @Override
    void read(byte[] bytes) {
      try {
        accepted(bytes, VerifyingKey.read(bytes).toBytes());
      } catch (InvalidInputException expected) {
        oneLine(expected);
      }
    }

    @Override
    byte[] valid() {
      return Real.MACHINE.verifyingKey;
    }
  },

  /** Proving keys of the real machine. */
  PROVING_KEY {
    @Override
    void read(byte[] bytes) {
      try {
        accepted(bytes, ProvingKey.read(bytes).toBytes());
      } catch (InvalidInputException expected) {
        oneLine(expected);
      }
    }

    @Override
    byte[] valid() {
      return Real.MACHINE.provingKey;
    }
  },

  /** Proofs of the real machine: read, and verified where they can be read. */
  APP_PROOF {
    @Override
    void read(byte[] bytes) {
      try {
        AppProof proof = AppProof.parse(bytes);
        accepted(bytes, proof.toBytes());
        Real.MACHINE.verifier.verify(proof, Real.MACHINE.exe);
        accepted(bytes, Real.MACHINE.proof);
      } catch (InvalidInputException | VerificationException expected) {
        oneLine(expected);
      }
    }

    @Override
    byte[] valid() {
      return Real.MACHINE.proof;
    }
  };

  /** A proof of the real machine, with its keys. */
  private static final class Real {
    static final Real MACHINE = new Real();

    final byte[] verifyingKey;
    final byte[] provingKey;
    final byte[] proof;
    final Verifier verifier;
    final Commitment exe;

    private Real() {
      try (Prover prover = Prover.builder(MachineConfig.rv32im()).threads(2).build()) {
        Program program = Program.parse(Files.readAllBytes(guests().resolve("fibonacci.elf")));
        proof = prover.prove(program, Input.builder().words(10, 0).build()).toBytes();
        verifyingKey = prover.verifyingKey().toBytes();
        provingKey = prover.provingKey().toBytes();
        verifier = Verifier.of(prover.verifyingKey());
        exe = prover.commit(program).exe();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final long SECOND = 1_000_000_000;

  private long validAllocation;
  private long validTime;

  /** Reads bytes; fails on what is not documented. */
  abstract void read(byte[] bytes);

  /** The valid encoding. */
  byte[] valid() {
    throw new UnsupportedOperationException();
  }

  /** What the data of a fuzzer stands for. */
  byte[] input(byte[] data) {
    return Edits.apply(valid(), data);
  }

  /** Bytes that reading {@code length} bytes may allocate. */
  long allocationBound(int length) {
    return 2 * validAllocation + 16L * length + (1 << 20);
  }

  /** Data to start from. */
  List<byte[]> seeds() {
    return List.of(new byte[0], new byte[Edits.EDIT_BYTES]);
  }

  /** Feeds one input and holds it to the bounds. */
  final void accept(byte[] data) {
    if (validTime == 0) {
      Cost valid = cost(input(new byte[0]));
      validAllocation = valid.allocated;
      validTime = valid.nanoseconds;
    }
    byte[] bytes = input(data);
    long allocation = allocationBound(bytes.length);
    long time = 10 * validTime + 2 * SECOND;
    Cost cost = cost(bytes);
    if (cost.allocated > allocation || cost.nanoseconds > time) {
      cost = cost(bytes); // The first time may have loaded classes.
    }
    check(
        cost.allocated <= allocation && cost.nanoseconds <= time,
        "%d bytes: %s; allowed %d and %d".formatted(bytes.length, cost, allocation, time));
  }

  private record Cost(long allocated, long nanoseconds) {}

  private Cost cost(byte[] bytes) {
    long allocated = THREADS.getCurrentThreadAllocatedBytes();
    long time = THREADS.getCurrentThreadCpuTime();
    read(bytes);
    return new Cost(
        THREADS.getCurrentThreadAllocatedBytes() - allocated,
        1 + THREADS.getCurrentThreadCpuTime() - time);
  }

  private static void verify(SmallStark small, byte[] bytes) {
    try {
      small.verify(bytes);
      accepted(bytes, small.proof);
    } catch (ProofRejectedException expected) {
      oneLine(expected);
    }
  }

  private static void oneLine(Exception e) {
    String message = e.getMessage();
    check(
        message != null && !message.isBlank() && message.chars().noneMatch(Character::isISOControl),
        "no line of text: " + e);
  }

  /** What is accepted is canonical: the bytes that the object encodes to, or the one proof. */
  private static void accepted(byte[] bytes, byte[] canonical) {
    check(Arrays.equals(bytes, canonical), "accepted, and not canonical or not the proof");
  }

  private static void check(boolean ok, String message) {
    if (!ok) {
      throw new AssertionError(message);
    }
  }

  private static Path guests() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path found = at.resolve("benchmarks/guests/elf");
      if (Files.isDirectory(found)) {
        return found;
      }
    }
    throw new IllegalStateException("benchmarks/guests/elf is not above the working directory");
  }
}
