package dev.merapi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the README do what it says. */
final class ReadmeTest {

  private static final Path ROOT = Path.of(System.getProperty("merapi.root", ".."));

  @TempDir Path directory;

  @Test
  void firstCommandProvesAndVerifies() throws IOException {
    List<List<String>> commands = commands();
    assertThat(commands).hasSize(2);

    CommandLineRun proved = CommandLineRun.of(directory, commands.get(0).toArray()).succeeded();
    for (String told :
        new String[] {
          "public values",
          "instructions",
          "segments",
          "execute",
          "traces",
          "prove",
          "peak memory",
          "proof size",
          "security"
        }) {
      assertThat(proved.out()).contains(told);
    }
    CommandLineRun verified = CommandLineRun.of(directory, commands.get(1).toArray()).succeeded();
    assertThat(verified.out()).contains("The proof verifies.");
  }

  /** The words of the merapi commands, with files where this test may have them. */
  private List<List<String>> commands() throws IOException {
    List<List<String>> commands = new ArrayList<>();
    for (String line : Files.readAllLines(ROOT.resolve("README.md"))) {
      if (!line.startsWith("./merapi ")) {
        continue;
      }
      List<String> words = new ArrayList<>();
      for (String word : line.replace("&&", "").strip().split(" +")) {
        if (word.endsWith(".elf")) {
          words.add(ROOT.resolve(word).toString());
        } else if (word.endsWith(".proof")) {
          words.add(directory.resolve(word).toString());
        } else if (!word.equals("./merapi")) {
          words.add(word);
        }
      }
      commands.add(words);
    }
    return commands;
  }
}
