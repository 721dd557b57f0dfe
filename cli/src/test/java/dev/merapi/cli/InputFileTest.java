package dev.merapi.cli;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.merapi.sdk.error.InvalidInputException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InputFileTest {

  @TempDir Path directory;

  /** A proof of a few hundred segments is larger than any other file that is read. */
  @Test
  void aProofMayBeLargerThanAnyOtherFile() throws IOException {
    Path file = directory.resolve("long.proof");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(InputFile.MAX_BYTES + 1L);
    }
    assertThatThrownBy(() -> InputFile.proof(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("not an application proof");
    assertThatThrownBy(() -> InputFile.read(file))
        .isInstanceOf(FileException.class)
        .hasMessageEndingWith("has more than 268435456 bytes");
  }
}
