package dev.merapi.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The checklist of docs/soundness.md: each of its lines has a test, and what it names is there. */
final class SoundnessDocumentTest {
  private static final int LINES = 33;
  private static final Path ROOT = root();
  private static final Pattern NAME = Pattern.compile("`([A-Za-z]\\w*)(?:\\.(\\w+))?`");

  private static final Pattern ANNOTATION =
      Pattern.compile("@(?:Test|ParameterizedTest|TestFactory)\\b");

  /** A row of the checklist: its numbers, its place in the code, its tests. */
  private static final Pattern ROW =
      Pattern.compile("^\\| (\\d+(?:, \\d+)*) \\|[^|]*\\|([^|]*)\\|([^|]*)\\|$", Pattern.MULTILINE);

  private static final Map<String, String> tests = new TreeMap<>();
  private static final Map<String, String> sources = new TreeMap<>();
  private static String page = "";

  private static Path root() {
    Path at = Path.of("").toAbsolutePath();
    while (!Files.isRegularFile(at.resolve("docs/soundness.md"))) {
      at = at.getParent();
    }
    return at;
  }

  @BeforeAll
  static void read() throws IOException {
    page = Files.readString(ROOT.resolve("docs/soundness.md"));
    List<Path> modules;
    try (Stream<Path> entries = Files.list(ROOT)) {
      modules = entries.filter(entry -> Files.isDirectory(entry.resolve("src"))).toList();
    }
    for (Path module : modules) {
      classes(module.resolve("src/test/java"), tests);
      classes(module.resolve("src/main/java"), sources);
    }
  }

  /** Simple names to texts; of classes with one name, all texts. */
  private static void classes(Path folder, Map<String, String> texts) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        String name = file.getFileName().toString().replace(".java", "");
        texts.merge(name, Files.readString(file), String::concat);
      }
    }
  }

  @Test
  void everyLineHasATestThatExists() {
    Map<Integer, Set<String>> lines = new TreeMap<>();
    Matcher row = ROW.matcher(page);
    while (row.find()) {
      Set<String> methods = methods(row.group(3));
      for (String number : row.group(1).split(", ")) {
        lines.computeIfAbsent(Integer.valueOf(number), n -> new TreeSet<>()).addAll(methods);
      }
    }
    assertThat(lines.keySet())
        .isEqualTo(IntStream.rangeClosed(1, LINES).boxed().collect(Collectors.toSet()));
    assertThat(lines).allSatisfy((line, methods) -> assertThat(methods).isNotEmpty());
  }

  /** The methods of a cell, as {@code Class.method}; a lone method is of the class before it. */
  private static Set<String> methods(String cell) {
    Set<String> methods = new TreeSet<>();
    Matcher name = NAME.matcher(cell);
    String type = "";
    while (name.find()) {
      String method = name.group(2);
      if (method == null && Character.isLowerCase(name.group(1).charAt(0))) {
        method = name.group(1);
      } else {
        type = name.group(1);
      }
      assertThat(tests).as(cell).containsKey(type);
      if (method != null) {
        assertThat(isTest(tests.get(type), method)).as("%s.%s", type, method).isTrue();
        methods.add(type + "." + method);
      }
    }
    return methods;
  }

  /** Whether a method of that name stands below an annotation that makes it a test. */
  private static boolean isTest(String text, String method) {
    Matcher found = Pattern.compile("\\s" + method + "\\(").matcher(text);
    while (found.find()) {
      String head = text.substring(text.lastIndexOf("\n\n", found.start()) + 1, found.start());
      if (ANNOTATION.matcher(head).find() && !head.contains("@Disabled")) {
        return true;
      }
    }
    return false;
  }

  @Test
  void checksAreInTheCode() {
    List<String> missing = new ArrayList<>();
    Matcher row = ROW.matcher(page);
    while (row.find()) {
      Matcher name = NAME.matcher(row.group(2));
      while (name.find()) {
        String type = name.group(1);
        String member = name.group(2);
        if (Character.isUpperCase(type.charAt(0))
            && (!sources.containsKey(type)
                || member != null && !sources.get(type).contains(" " + member + "("))) {
          missing.add(name.group());
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  /** Anything else on the page that looks like a test. */
  @Test
  void testsThatAreNamedExist() {
    Matcher name = Pattern.compile("`(\\w+Test)\\b").matcher(page);
    List<String> missing = new ArrayList<>();
    while (name.find()) {
      if (!tests.containsKey(name.group(1))) {
        missing.add(name.group(1));
      }
    }
    assertThat(missing).isEmpty();
    assertThat(tests).containsKey(getClass().getSimpleName());
  }
}
