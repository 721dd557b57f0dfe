package dev.merapi.vm.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.stark.air.Bus;
import dev.merapi.stark.air.CompiledAir;
import dev.merapi.vm.chip.Buses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The tables of docs/machine.md are those of the machine. */
class MachineDocumentTest {
  @Test
  void listsTheTablesOfTheMachineInTheirOrder() throws IOException {
    List<String> tables =
        document().stream()
            .dropWhile(line -> !line.startsWith("| table | what it is for |"))
            .skip(2)
            .takeWhile(line -> !line.isEmpty())
            .map(line -> line.substring(2, line.indexOf(' ', 2)))
            .toList();
    assertThat(tables)
        .isEqualTo(Rv32Machine.standard().compiled().stream().map(CompiledAir::name).toList());
  }

  @Test
  void listsTheBuses() throws IOException {
    List<String> lines = document();
    for (Bus bus : Buses.ALL) {
      assertThat(lines).anyMatch(l -> l.startsWith("| " + bus.id() + " | " + bus.name() + " |"));
    }
  }

  private static List<String> document() throws IOException {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path found = at.resolve("docs/machine.md");
      if (Files.exists(found)) {
        return Files.readAllLines(found);
      }
    }
    throw new IllegalStateException("docs/machine.md is not above the working directory");
  }
}
