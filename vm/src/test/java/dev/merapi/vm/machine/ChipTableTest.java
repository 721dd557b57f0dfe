package dev.merapi.vm.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.stark.air.CompiledAir;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The table of docs/chips.md is that of the compiled AIRs. Run with {@code -Dmerapi.docs=write} to
 * renew it.
 */
class ChipTableTest {
  private static final String BEGIN = "<!-- table -->\n";
  private static final String END = "<!-- end of table -->";

  @Test
  void theTableIsThatOfTheMachine() throws IOException {
    Path file = root().resolve("docs/chips.md");
    String text = Files.readString(file);
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    int end = text.indexOf(END);
    String expected = table();
    if ("write".equals(System.getProperty("merapi.docs"))) {
      Files.writeString(file, text.substring(0, begin) + expected + text.substring(end));
    } else {
      assertThat(text.substring(begin, end)).isEqualTo(expected);
    }
  }

  private static String table() {
    StringBuilder table = new StringBuilder();
    table.append(
        "| AIR | main | committed | interactions | auxiliary | columns in all | constraints |\n"
            + "| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n");
    int[] sums = new int[6];
    List<CompiledAir> airs = new ArrayList<>(Rv32Machine.standard().compiled());
    airs.sort(Comparator.comparing(CompiledAir::name));
    for (CompiledAir air : airs) {
      int constraints = (int) air.constraints().stream().filter(c -> !c.extension()).count();
      int[] numbers = {
        air.mainWidth(),
        air.committedWidth(),
        air.interactions().size(),
        air.auxWidth(),
        air.mainWidth() + air.committedWidth() + air.auxWidth(),
        constraints
      };
      row(table, air.name(), numbers);
      for (int i = 0; i < sums.length; i++) {
        sums[i] += numbers[i];
      }
    }
    row(table, "all", sums);
    return table.toString();
  }

  private static void row(StringBuilder table, String name, int[] numbers) {
    table.append("| ").append(name).append(" |");
    for (int number : numbers) {
      table.append(' ').append(number).append(" |");
    }
    table.append('\n');
  }

  private static Path root() {
    Path path = Path.of("").toAbsolutePath();
    while (!Files.exists(path.resolve("docs/chips.md"))) {
      Path parent = path.getParent();
      assertThat(parent)
          .as("a directory with docs/chips.md above the working directory")
          .isNotNull();
      path = parent;
    }
    return path;
  }
}
