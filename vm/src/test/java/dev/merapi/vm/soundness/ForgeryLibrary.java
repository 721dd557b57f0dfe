package dev.merapi.vm.soundness;

import dev.merapi.stark.field.KoalaBear;
import dev.merapi.vm.soundness.ForgerySearch.Found;
import dev.merapi.vm.soundness.Judge.World;
import dev.merapi.vm.soundness.Judgement.Meaning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The forgeries found so far, in a file: one a line, {@code table|defence|world|meaning|cells},
 * cells as {@code row:column=value}, canonical.
 */
final class ForgeryLibrary {
  private static final String SEPARATOR = "|";

  private final Path file;
  private final Map<String, Map<String, Found>> tables = new TreeMap<>();

  private ForgeryLibrary(Path file) {
    this.file = file;
  }

  /** Reads the library. */
  static ForgeryLibrary read(Path file) throws IOException {
    ForgeryLibrary library = new ForgeryLibrary(file);
    for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
      if (!line.startsWith("#")) {
        String[] parts = line.split("\\|");
        Change change = new Change();
        for (String cell : parts[4].split(" ")) {
          String[] numbers = cell.split("[:=]");
          change.set(
              Integer.parseInt(numbers[0]),
              Integer.parseInt(numbers[1]),
              KoalaBear.fromCanonical(Integer.parseInt(numbers[2])));
        }
        library
            .of(parts[0])
            .put(parts[1], new Found(World.valueOf(parts[2]), change, Meaning.valueOf(parts[3])));
      }
    }
    return library;
  }

  /** The forgeries of a table by the defence that stops them; may be changed. */
  Map<String, Found> of(String table) {
    return tables.computeIfAbsent(table, t -> new TreeMap<>());
  }

  /** Writes the library. */
  void write() throws IOException {
    StringBuilder text = new StringBuilder("# " + FILE_HEAD + "\n");
    tables.forEach((table, forgeries) ->
        forgeries.forEach((defence, found) -> {
          text.append(table).append(SEPARATOR).append(defence).append(SEPARATOR);
          text.append(found.world()).append(SEPARATOR).append(found.meaning()).append(SEPARATOR);
          StringBuilder cells = new StringBuilder();
          found
              .change()
              .cells()
              .forEach((cell, value) ->
                  cells
                      .append(cells.isEmpty() ? "" : " ")
                      .append(cell.row() + ":" + cell.column() + "=")
                      .append(KoalaBear.toCanonical(value)));
          text.append(cells).append('\n');
        }));
    Files.createDirectories(file.getParent());
    Files.writeString(file, text.toString());
  }

  private static final String FILE_HEAD =
      "Forgeries that one part of a table's definition stops; DefinitionMutationTest finds them";
}
