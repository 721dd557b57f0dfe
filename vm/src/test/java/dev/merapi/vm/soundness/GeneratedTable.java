package dev.merapi.vm.soundness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A part of docs/soundness-mutations.md that a test writes and checks: what stands between {@code
 * <!-- name -->} and {@code <!-- end of name -->}. Run with {@code -Dmerapi.docs=write} to renew
 * it.
 */
final class GeneratedTable {
  private static final String FILE = "docs/soundness-mutations.md";

  private final Path file = file();
  private final String begin;
  private final String end;

  GeneratedTable(String name) {
    begin = "<!-- " + name + " -->\n";
    end = "<!-- end of " + name + " -->";
  }

  /** The directory of the project. */
  Path root() {
    return file.getParent().getParent();
  }

  /** The part as it stands. */
  String read() {
    String text = text();
    return text.substring(text.indexOf(begin) + begin.length(), text.indexOf(end));
  }

  /** Writes the part, or checks that it is what it should be. */
  void expect(String content) {
    if ("write".equals(System.getProperty("merapi.docs"))) {
      String text = text();
      int from = text.indexOf(begin) + begin.length();
      try {
        Files.writeString(
            file, text.substring(0, from) + content + text.substring(text.indexOf(end)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    } else {
      assertThat(read()).isEqualTo(content);
    }
  }

  private String text() {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path file() {
    Path path = Path.of("").toAbsolutePath();
    while (!Files.exists(path.resolve(FILE))) {
      Path parent = path.getParent();
      assertThat(parent).as("a directory with %s above the working directory", FILE).isNotNull();
      path = parent;
    }
    return path.resolve(FILE);
  }
}
