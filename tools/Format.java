import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Runs google-java-format over every Java file of the tree: {@code Format check|write|skip ROOT}.
 */
final class Format {
  public static void main(String[] args) throws IOException {
    String mode = args[0];
    if (mode.equals("skip")) {
      return;
    }
    boolean write = mode.equals("write");
    Path root = Path.of(args[1]).toRealPath();
    Queue<String> problems = new ConcurrentLinkedQueue<>();
    List<Path> changed =
        sources(root).parallelStream()
            .filter(file -> formatChanges(file, write, problems))
            .sorted()
            .toList();
    changed.forEach(file ->
        System.err.println((write ? "formatted " : "not formatted: ") + root.relativize(file)));
    problems.forEach(System.err::println);
    if (!problems.isEmpty() || !write && !changed.isEmpty()) {
      System.err.println("Run: mvn -N -Pformat verify");
      System.exit(1);
    }
  }

  private static boolean formatChanges(Path file, boolean write, Queue<String> problems) {
    try {
      String before = Files.readString(file);
      String sorted =
          RemoveUnusedImports.removeUnusedImports(
              ImportOrderer.reorderImports(before, JavaFormatterOptions.Style.GOOGLE));
      String after = new Formatter().formatSource(sorted);
      if (after.equals(before)) {
        return false;
      }
      if (write) {
        Files.writeString(file, after);
      }
      return true;
    } catch (IOException | FormatterException e) {
      problems.add(file + ": " + Objects.toString(e.getMessage(), e.toString()));
      return false;
    }
  }

  private static List<Path> sources(Path root) throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
            String name = dir.getFileName().toString();
            boolean skipped = name.equals("target") || name.startsWith(".") && !dir.equals(root);
            return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".java")) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }
}
