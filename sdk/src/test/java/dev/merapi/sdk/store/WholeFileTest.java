package dev.merapi.sdk.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
  @TempDir Path directory;

  @Test
  void replacesAFileInOneStep() throws IOException {
    Path file = Files.writeString(directory.resolve("proof"), "old");
    WholeFile.write(
        file,
        out -> {
          out.write('n');
          assertThat(file).hasContent("old");
          assertThat(files()).hasSize(2).anyMatch(WholeFile::isUnfinished);
          out.write("ew".getBytes());
        });
    assertThat(file).hasContent("new");
    assertThat(files()).containsExactly(file);
  }

  @Test
  void whatFailsHalfWayLeavesWhatWasThere() throws IOException {
    Path file = Files.writeString(directory.resolve("proof"), "old");
    assertThatThrownBy(() ->
            WholeFile.write(
                file,
                out -> {
                  out.write('n');
                  throw new IOException("disk full");
                }))
        .isInstanceOf(IOException.class)
        .hasMessage("disk full");
    assertThat(file).hasContent("old");
    assertThat(files()).containsExactly(file);
  }

  /** Of 255 bytes, as most file systems allow, in characters of one byte and of four. */
  @Test
  void everyNameThatTheFileSystemTakesWillDo() throws IOException {
    for (String name : List.of("p".repeat(255), "\ud83c\udf0b".repeat(63) + "abc")) {
      Path file = directory.resolve(name);
      WholeFile.write(file, out -> out.write('n'));
      assertThat(file).hasContent("n");
      assertThat(files()).containsExactly(file);
      Files.delete(file);
    }
  }

  /** As another process of the same number may have left them, or someone who means harm. */
  @Test
  void filesOfOthersAreNotWrittenThrough() throws IOException {
    Path other = Files.writeString(directory.resolve("other"), "old");
    long pid = ProcessHandle.current().pid();
    for (int i = 0; i < 50; i++) {
      Files.createSymbolicLink(directory.resolve("proof." + pid + "-" + i + ".part"), other);
    }
    WholeFile.write(directory.resolve("proof"), out -> out.write('n'));
    assertThat(other).hasContent("old");
    assertThat(directory.resolve("proof")).hasContent("n");
  }

  private List<Path> files() throws IOException {
    try (var files = Files.list(directory)) {
      return files.toList();
    }
  }
}
