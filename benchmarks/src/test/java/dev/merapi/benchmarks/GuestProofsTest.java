package dev.merapi.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.sdk.Execution;
import dev.merapi.sdk.Input;
import dev.merapi.sdk.MachineConfig;
import dev.merapi.sdk.Program;
import dev.merapi.sdk.Prover;
import dev.merapi.sdk.verify.AppProof;
import dev.merapi.sdk.verify.VerifiedRun;
import dev.merapi.sdk.verify.Verifier;
import dev.merapi.sdk.verify.VerifyingKey;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Random;
import org.bouncycastle.jcajce.provider.digest.Keccak;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every guest proves and verifies, and what the proof reveals is what Java computes by other means.
 */
final class GuestProofsTest {

  private static Prover prover;
  private static Verifier verifier;

  @BeforeAll
  static void makeKeys() {
    prover =
        Prover.builder(MachineConfig.rv32im())
            .threads(Runtime.getRuntime().availableProcessors())
            .build();
    verifier = Verifier.of(VerifyingKey.read(prover.verifyingKey().toBytes()));
  }

  @AfterAll
  static void close() {
    prover.close();
  }

  @Test
  void fibonacci() throws IOException {
    int n = 1000;
    BigInteger a = BigInteger.ZERO;
    BigInteger b = BigInteger.ONE;
    for (int i = 0; i < n; i++) {
      BigInteger c = a.add(b);
      a = b;
      b = c;
    }
    ByteBuffer values = revealed("fibonacci", Input.builder().words(n, 0).build());
    assertThat(values.getLong()).isEqualTo(a.longValue());
  }

  @Test
  void sha256() throws Exception {
    byte[] data = randomBytes(1000);
    byte[] digest = revealed("sha256", Input.builder().bytes(data).build()).array();
    assertThat(digest).isEqualTo(MessageDigest.getInstance("SHA-256").digest(data));
  }

  @Test
  void sha256InSegments() throws Exception {
    byte[] data = randomBytes(10_000);
    try (Prover small =
        Prover.builder(MachineConfig.rv32im())
            .segmentMaxLogHeight(16)
            .threads(Runtime.getRuntime().availableProcessors())
            .build()) {
      Program program = Program.load(elf("sha256"));
      AppProof proof = small.prove(program, Input.builder().bytes(data).build());
      VerifiedRun run = verifier.verify(proof, prover.commit(program).exe());
      assertThat(run.segments()).isGreaterThanOrEqualTo(3);
      assertThat(run.publicValues()).isEqualTo(MessageDigest.getInstance("SHA-256").digest(data));
    }
  }

  @Test
  void keccak256() throws IOException {
    byte[] data = randomBytes(500);
    byte[] digest = revealed("keccak256", Input.builder().bytes(data).build()).array();
    assertThat(digest).isEqualTo(new Keccak.Digest256().digest(data));
  }

  @Test
  void quicksort() throws IOException {
    int n = 1000;
    ByteBuffer values = revealed("quicksort", Input.builder().words(n, 7).build());
    assertThat(values.getInt()).isEqualTo(n);
    long smallest = values.getInt() & 0xffffffffL;
    long median = values.getInt() & 0xffffffffL;
    long largest = values.getInt() & 0xffffffffL;
    assertThat(smallest).isLessThan(median);
    assertThat(median).isLessThan(largest);
  }

  @Test
  void memoryWalker() throws IOException {
    revealed("memwalk", Input.builder().words(1).build());
  }

  @Test
  void json() throws IOException {
    byte[] text = "{\"a\":[1,2,{\"b\":\"vulkán 🌋\"}]}".getBytes(StandardCharsets.UTF_8);
    ByteBuffer values = revealed("json", Input.builder().bytes(text).build());
    int[] counts = new int[8];
    values.asIntBuffer().get(counts);
    assertThat(counts).containsExactly(1, 0, 2, 1, 3, 2, 10, 3);
  }

  /** The digest is what {@code qemu-riscv32} computes with the same source as a Linux program. */
  @Test
  void everyInstruction() throws IOException {
    int[] digest = new int[8];
    revealed("rv32im", Input.none()).asIntBuffer().get(digest);
    assertThat(digest)
        .containsExactly(
            0xeb4ff994,
            0x9bb59fd0,
            0x21262bb2,
            0x4a36c784,
            0x534ad7f2,
            0x8090cfc8,
            0x06da0a5b,
            0x4e29d37f);
  }

  @Test
  void hints() throws IOException {
    byte[] key = "volcano".getBytes(StandardCharsets.UTF_8);
    Input input =
        Input.builder().bytes(key).words(1).hint(key, new byte[] {1, 2, 3}).seed(9).build();
    assertThat(revealed("hints", input).getInt()).isEqualTo(6);
  }

  /** Runs, proves, encodes, decodes and verifies; what the verifier says was revealed. */
  private static ByteBuffer revealed(String guest, Input input) throws IOException {
    Program program = Program.load(elf(guest));
    Execution execution = prover.execute(program, input);
    assertThat(execution.exitCode()).isZero();
    byte[] encoded = prover.prove(program, input).toBytes();
    VerifiedRun run = verifier.verify(AppProof.parse(encoded), prover.commit(program).exe());
    assertThat(run.publicValues()).isEqualTo(execution.publicValues());
    return ByteBuffer.wrap(run.publicValues()).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static Path elf(String guest) {
    return Path.of(System.getProperty("merapi.root", ".."))
        .resolve("benchmarks/guests/elf/" + guest + ".elf");
  }

  private static byte[] randomBytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
