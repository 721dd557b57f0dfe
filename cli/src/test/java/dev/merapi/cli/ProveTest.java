package dev.merapi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proofs made and verified through the command line, and all that must not verify. */
final class ProveTest {

  private static final String REVEALED = "2a000000" + "0".repeat(56);

  @TempDir static Path directory;

  private static Path elf;
  private static Path proof;
  private static CommandLineRun proving;

  @BeforeAll
  static void prove() throws IOException {
    elf = TestElf.write(directory, "guest.elf", TestElf.reveals(42));
    proof = directory.resolve("guest.proof");
    proving = run("prove", "app", elf, "--out", proof, "--json").succeeded();
  }

  @Test
  void provingTellsWhatItTook() throws IOException {
    JsonNode json = proving.json();
    assertThat(json.get("ok").booleanValue()).isTrue();
    assertThat(json.get("publicValues").textValue()).isEqualTo(REVEALED);
    assertThat(json.get("instructions").longValue()).isEqualTo(4);
    assertThat(json.get("segments").intValue()).isEqualTo(1);
    assertThat(json.get("proofBytes").longValue()).isEqualTo(Files.size(proof));
    assertThat(json.get("securityBits").doubleValue()).isGreaterThanOrEqualTo(100);
    assertThat(json.get("exeCommit").textValue()).matches("[0-9a-f]{64}");
    assertThat(json.get("vmCommit").textValue()).matches("[0-9a-f]{64}");
    for (String key :
        new String[] {
          "executeMs",
          "traceGenMs",
          "proveMs",
          "verifyMs",
          "wallMs",
          "kcyclesPerSecond",
          "mainCells",
          "totalCells",
          "peakMemoryBytes",
          "threads"
        }) {
      assertThat(json.get(key)).as(key).isNotNull();
      assertThat(json.get(key).isNumber()).as(key).isTrue();
    }
    assertThat(proving.err()).contains("metering", "segment 1 of 1: traces");
  }

  @Test
  void proofVerifies() {
    CommandLineRun verified = run("verify", "app", proof, "--elf", elf, "--json").succeeded();
    assertThat(verified.json().get("publicValues").textValue()).isEqualTo(REVEALED);
    assertThat(verified.json().get("securityBits").doubleValue()).isGreaterThanOrEqualTo(100);
    assertThat(verified.err()).doesNotContain("pins");
  }

  @Test
  void anotherHashSuiteIsAnotherMachine() throws IOException {
    Path blake3 = directory.resolve("blake3.proof");
    run("prove", "app", elf, "--out", blake3, "--hash", "blake3").succeeded();
    CommandLineRun verified =
        run("verify", "app", blake3, "--elf", elf, "--hash", "blake3").succeeded();
    assertThat(verified.out()).contains("proven-100, blake3");
    run("verify", "app", blake3, "--elf", elf).failedWith(1, "machine");
    run("verify", "app", proof, "--elf", elf, "--hash", "blake3").failedWith(1, "machine");
    JsonNode facts = run("inspect", blake3, "--json").succeeded().json().get("facts");
    assertThat(facts.get("hash").textValue()).isEqualTo("blake3");
    run("prove", "app", elf, "--out", blake3, "--hash", "sha2")
        .failedWith(2, "sha2", "poseidon2, blake3");
  }

  @Test
  void commitmentsPinTheProgram() {
    JsonNode commitments = run("commit", elf, "--json").succeeded().json();
    String exe = commitments.get("exeCommit").textValue();
    String vm = commitments.get("vmCommit").textValue();
    assertThat(proving.json().get("exeCommit").textValue()).isEqualTo(exe);
    assertThat(proving.json().get("vmCommit").textValue()).isEqualTo(vm);
    run("verify", "app", proof, "--exe-commit", exe, "--vm-commit", vm).succeeded();
    run("verify", "app", proof, "--exe-commit", vm).failedWith(1, exe, vm);
    run("verify", "app", proof, "--vm-commit", exe).failedWith(1, exe, vm);
  }

  @Test
  void unpinnedProgramIsSaid() {
    CommandLineRun verified = run("verify", "app", proof).succeeded();
    assertThat(verified.err()).contains("Nothing pins the program");
    assertThat(verified.out()).contains(proving.json().get("exeCommit").textValue());
  }

  @Test
  void anotherProgramIsRefused() throws IOException {
    Path other = TestElf.write(directory, "other.elf", TestElf.reveals(43));
    run("verify", "app", proof, "--elf", other).failedWith(1);
  }

  @Test
  void anotherPresetIsRefused() {
    run("verify", "app", proof, "--elf", elf, "--security", "heuristic-100").failedWith(1);
  }

  @Test
  void changedProofIsRefused() throws IOException {
    byte[] good = Files.readAllBytes(proof);
    Path keys = directory.resolve("keys-for-changed");
    run("keygen", "--out", keys).succeeded();
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 40; i++) {
      byte[] changed = good.clone();
      int position = i < 20 ? random.nextInt(256) : random.nextInt(changed.length);
      changed[position] ^= (byte) (1 << random.nextInt(8));
      refused(changed, keys, "byte " + position + ", seed " + seed);
    }
    refused(Arrays.copyOf(good, good.length - 1), keys, "truncated");
    refused(Arrays.copyOf(good, good.length + 1), keys, "extended");
    refused(new byte[0], keys, "empty");
  }

  private static void refused(byte[] bytes, Path keys, String what) throws IOException {
    Path file = TestElf.write(directory, "changed.proof", bytes);
    String exe = proving.json().get("exeCommit").textValue();
    CommandLineRun verified =
        run("verify", "app", file, "--vk", keys.resolve("merapi.vk"), "--exe-commit", exe);
    assertThat(verified.exitCode()).as("%s: %s", what, verified.err()).isIn(1, 3);
    assertThat(verified.err().lines()).as(what).hasSize(1);
  }

  @Test
  void keysAreFilesToo() throws IOException {
    Path keys = directory.resolve("keys");
    JsonNode made = run("keygen", elf, "--out", keys, "--json").succeeded().json();
    assertThat(made.get("exeCommit")).isEqualTo(proving.json().get("exeCommit"));
    assertThat(made.get("vmCommit")).isEqualTo(proving.json().get("vmCommit"));

    Path key = keys.resolve("merapi.vk");
    run("verify", "app", proof, "--vk", key, "--elf", elf).succeeded();
    JsonNode told = run("verify", "app", proof, "--vk", key, "--json").succeeded().json();
    assertThat(told.get("securityBits").doubleValue()).isGreaterThanOrEqualTo(100);
    CommandLineRun unpinned = run("verify", "app", proof, "--vk", key).succeeded();
    assertThat(unpinned.out()).contains("proven-100");
    assertThat(unpinned.err()).contains("Nothing but the key file");
    Object vm = made.get("vmCommit").textValue();
    assertThat(run("verify", "app", proof, "--vk", key, "--vm-commit", vm).succeeded().err())
        .doesNotContain("key file");
    Path again = directory.resolve("again.proof");
    run("prove", "app", elf, "--out", again, "--pk", keys.resolve("merapi.pk")).succeeded();
    assertThat(Files.readAllBytes(again)).isEqualTo(Files.readAllBytes(proof));

    Random random = new Random(5);
    byte[] good = Files.readAllBytes(key);
    for (int i = 0; i < 20; i++) {
      byte[] changed = good.clone();
      changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
      Path file = TestElf.write(directory, "changed.vk", changed);
      CommandLineRun verified = run("verify", "app", proof, "--vk", file);
      assertThat(verified.exitCode()).as(verified.err()).isIn(1, 3);
    }
  }

  /** A key of another preset or suite than the user insists on is not what he asked for. */
  @Test
  void aKeyIsOfThePresetAndSuiteAskedFor() {
    Path keys = directory.resolve("other-keys");
    run("keygen", "--out", keys, "--security", "heuristic-100", "--hash", "blake3").succeeded();
    Path key = keys.resolve("merapi.vk");
    Path other = directory.resolve("other-key.proof");
    run("prove", "app", elf, "--out", other, "--security", "heuristic-100", "--hash", "blake3")
        .succeeded();
    run("verify", "app", other, "--vk", key, "--elf", elf).succeeded();
    run("verify", "app", other, "--vk", key, "--security", "proven-100")
        .failedWith(2, "heuristic-100", "proven-100");
    run("verify", "app", other, "--vk", key, "--elf", elf, "--hash", "poseidon2")
        .failedWith(2, "blake3", "poseidon2");
  }

  @Test
  void checkFindsNothing() throws IOException {
    CommandLineRun checked = run("prove", "app", elf, "--check").succeeded();
    assertThat(checked.out()).contains("constraints hold", "every bus balances");
  }

  @Test
  void forceReplacesTheFile() throws IOException {
    Path out = TestElf.write(directory, "forced.proof", new byte[] {1});
    run("prove", "app", elf, "--out", out, "--force", "--threads", "1").succeeded();
    assertThat(Files.readAllBytes(out)).isEqualTo(Files.readAllBytes(proof));
  }

  @Test
  void filesTellWhatTheyAre() {
    assertThat(run("inspect", elf, "--json").succeeded().json().get("kind").textValue())
        .isEqualTo("elf");
    assertThat(run("inspect", proof, "--json").succeeded().json().get("kind").textValue())
        .isEqualTo("app-proof");
    assertThat(run("inspect", proof).succeeded().out()).contains(REVEALED);
  }

  @Test
  void interruptionLeavesNoFile() {
    Interrupts interrupts = new Interrupts();
    interrupts.stopWork();
    Path out = directory.resolve("interrupted.proof");
    CommandLineRun.of(directory, new byte[0], interrupts, "prove", "app", elf, "--out", out)
        .failedWith(6);
    assertThat(out).doesNotExist();
  }

  @Test
  void securityTableIsPrinted() {
    CommandLineRun table = run("security").succeeded();
    assertThat(table.out()).contains("proven-100", "heuristic-100", "weakest term");
    JsonNode json = run("security", "--preset", "proven-100", "--json").succeeded().json();
    assertThat(json.get("securityBits").doubleValue()).isGreaterThanOrEqualTo(100);
    assertThat(json.get("presets")).hasSize(1);
    assertThat(json.at("/presets/0/terms").size()).isGreaterThan(3);
  }

  private static CommandLineRun run(Object... arguments) {
    return CommandLineRun.of(directory, arguments);
  }
}
