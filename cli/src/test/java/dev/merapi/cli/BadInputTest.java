package dev.merapi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files and values that cannot be used: exit code 3, one line, no file left behind. */
final class BadInputTest {

  @TempDir Path directory;

  static Stream<Arguments> badPrograms() {
    byte[] good = TestElf.reveals(1);
    return Stream.of(
        Arguments.of("64-bit", with(good, 4, 2), "64"),
        Arguments.of("big-endian", with(good, 5, 2), "big-endian"),
        Arguments.of("another machine", with(good, 18, 3), "machine"),
        Arguments.of("compressed", with(good, 36, 1), "compressed"),
        Arguments.of("hard float", with(good, 36, 2), "float"),
        Arguments.of("shared object", with(good, 16, 3), ""),
        Arguments.of("dynamically linked", with(good, 52, 2), "dynamic"),
        Arguments.of("outside memory", with(good, 63, 0x70), ""),
        Arguments.of("truncated header", java.util.Arrays.copyOf(good, 40), ""),
        Arguments.of("truncated segment", java.util.Arrays.copyOf(good, good.length - 2), ""),
        Arguments.of("no ELF", "hello, world\n".getBytes(StandardCharsets.UTF_8), "ELF"),
        Arguments.of("empty", new byte[0], "ELF"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badPrograms")
  void badProgramIsRefusedByEveryVerb(String what, byte[] bytes, String word) throws IOException {
    Path elf = TestElf.write(directory, "bad.elf", bytes);
    Path out = directory.resolve("out.proof");
    for (List<Object> verb :
        List.<List<Object>>of(
            List.of("run", elf),
            List.of("commit", elf),
            List.of("keygen", elf, "--out", directory.resolve("keys")),
            List.of("prove", "app", elf, "--out", out))) {
      CommandLineRun run = CommandLineRun.of(directory, verb.toArray());
      run.failedWith(3, "bad.elf");
      assertThat(run.err()).containsIgnoringCase(word);
    }
    assertThat(filesIn(directory)).containsExactly("bad.elf");
  }

  @Test
  void missingFilesAreNamed() {
    CommandLineRun.of(directory, "run", directory.resolve("no.elf"))
        .failedWith(3, "no.elf", "no such file");
    CommandLineRun.of(directory, "inspect", directory.resolve("nothing"))
        .failedWith(3, "nothing", "no such file");
    CommandLineRun.of(directory, "verify", "app", directory.resolve("no.proof"))
        .failedWith(3, "no.proof", "no such file");
    CommandLineRun.of(directory, "run", directory).failedWith(3, "is a directory");
  }

  /** Line breaks and control characters of a name are shown, in one line, and not obeyed. */
  @Test
  void namesOfFilesAreToldInOneLine() throws IOException {
    String name = "a\nb\u001b[2J\u2028c.proof";
    String shown = "a\\nb\\u001b[2J\\u2028c.proof";
    Path file = directory.resolve(name);
    for (List<Object> verb :
        List.<List<Object>>of(
            List.of("verify", "app", file),
            List.of("inspect", file),
            List.of("run", file),
            List.of("bench", "report", file),
            List.of("bench", "compare", file, file))) {
      told(CommandLineRun.of(directory, verb.toArray()).failedWith(3), shown + ": no such file");
    }
    CommandLineRun json = CommandLineRun.of(directory, "verify", "app", file, "--json");
    assertThat(json.json().path("error").path("message").asText())
        .endsWith(shown + ": no such file");
    Path elf = TestElf.write(directory, "guest.elf", TestElf.reveals(1));
    told(
        CommandLineRun.of(
                directory, "prove", "app", elf, "--out", directory.resolve("x\ny/" + name))
            .failedWith(3),
        "x\\ny is no directory");
    Files.write(file, new byte[] {1, 2, 3});
    told(CommandLineRun.of(directory, "verify", "app", file).failedWith(3), shown + ": ");
    told(CommandLineRun.of(directory, "run", file).failedWith(3), shown + ": ");
    told(
        CommandLineRun.of(directory, "prove", "app", elf, "--out", file).failedWith(2),
        shown + " exists");
    told(CommandLineRun.of(directory, "run", elf, "--seed", name).failedWith(2), shown);
    told(CommandLineRun.of(directory, "run", elf, elf, name).failedWith(2), shown);
    TestElf.write(directory, name, TestElf.reveals(1));
    CommandLineRun profile = CommandLineRun.of(directory, "profile", file).succeeded();
    assertThat(profile.out() + profile.err()).doesNotContain("\u001b", "\u2028");
  }

  /** Before anything is proven: the guest would be, and is not. */
  @Test
  void aNameThatIsTooLongIsRefusedAtTheStart() throws IOException {
    Path missing = directory.resolve("no.elf");
    Path longest = directory.resolve("p".repeat(255));
    told(
        CommandLineRun.of(directory, "prove", "app", missing, "--out", longest + "p")
            .failedWith(3, "cannot write"),
        "File name too long");
    told(
        CommandLineRun.of(directory, "prove", "app", missing, "--out", longest).failedWith(3),
        "no.elf: no such file");
    Path elf = TestElf.write(directory, "guest.elf", TestElf.reveals(1));
    CommandLineRun.of(directory, "profile", elf, "--folded", directory.resolve("f".repeat(255)))
        .succeeded();
    assertThat(filesIn(directory)).containsExactly("f".repeat(255), "guest.elf");
  }

  private static void told(CommandLineRun run, String words) {
    assertThat(run.err().lines().filter(line -> !line.startsWith("See merapi ")))
        .hasSize(1)
        .allMatch(line -> line.contains(words));
    assertThat(run.err()).doesNotContain("\u001b", "\u2028");
  }

  @Test
  void outputDirectoryMustExist() throws IOException {
    Path elf = TestElf.write(directory, "guest.elf", TestElf.reveals(1));
    CommandLineRun.of(directory, "prove", "app", elf, "--out", directory.resolve("x/y.proof"))
        .failedWith(3, "no directory");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0x",
        "0x00aa",
        "0xaa",
        "0x02aabb",
        "0x01a",
        "0x01zz",
        "@no-such-file",
        "no-such-file.json"
      })
  void badInputValueIsRefused(String value) throws IOException {
    Path elf = TestElf.write(directory, "guest.elf", TestElf.reveals(1));
    CommandLineRun.of(directory, "run", elf, "--input", value)
        .failedWith(3, value.startsWith("@") ? value.substring(1) : value);
  }

  @Test
  void fieldElementsAreRefusedByName() throws IOException {
    Path elf = TestElf.write(directory, "guest.elf", TestElf.reveals(1));
    CommandLineRun.of(directory, "run", elf, "--input", "0x0201020304")
        .failedWith(3, "field elements");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"input\": 5}",
        "{\"input\": [5]}",
        "{\"input\": [\"0x02aa\"]}",
        "{\"input\": [], \"output\": 1}",
        "{\"input\": [], \"input\": []}",
        "{\"input\": []} 7",
        "{\"input\": [",
      })
  void badInputFileIsRefused(String json) throws IOException {
    Path elf = TestElf.write(directory, "guest.elf", TestElf.reveals(1));
    Path file = Files.writeString(directory.resolve("in.json"), json);
    CommandLineRun.of(directory, "run", elf, "--input", file).failedWith(3);
  }

  @Test
  void randomBytesAreNoProofAndNoKey() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 20; i++) {
      byte[] bytes = new byte[random.nextInt(1 << random.nextInt(12))];
      random.nextBytes(bytes);
      Path file = TestElf.write(directory, "noise", bytes);
      for (List<Object> verb :
          List.<List<Object>>of(
              List.of("verify", "app", file, "--vk", file), List.of("inspect", file))) {
        CommandLineRun run = CommandLineRun.of(directory, verb.toArray());
        assertThat(run.exitCode()).as("%s, seed %d: %s", verb, seed, run.err()).isEqualTo(3);
      }
    }
  }

  private static byte[] with(byte[] bytes, int position, int value) {
    byte[] changed = bytes.clone();
    changed[position] = (byte) value;
    return changed;
  }

  static List<String> filesIn(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
