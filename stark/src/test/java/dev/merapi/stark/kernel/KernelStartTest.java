package dev.merapi.stark.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kernels in fresh JVMs, as they start in a user's process. */
class KernelStartTest {
  /** What the launcher tells the compiler. */
  private static final Path COMMANDS = Path.of("src/main/jvm/compile-commands");

  @Test
  void compilerCommandsNameMethodsThereAre() throws Exception {
    List<String> commands =
        Files.readAllLines(COMMANDS).stream().filter(line -> line.contains("::")).toList();
    assertThat(commands).isNotEmpty();
    for (String command : commands) {
      String[] pattern = command.split(",")[1].split("::");
      assertThat(Class.forName(pattern[0]).getDeclaredMethods())
          .as(command)
          .anyMatch(method -> pattern[1].equals("*") || pattern[1].equals(method.getName()));
    }
  }

  @Test
  void withoutTheVectorModuleOneWarningSaysWhatToDo() throws Exception {
    List<String> lines = start("-cp", classPath(), KernelStart.class.getName(), "once");
    assertThat(lines).contains("kernels scalar", "done");
    assertThat(lines.stream().filter(line -> line.contains("--add-modules jdk.incubator.vector")))
        .hasSize(1);
  }

  @Test
  void scalarCanBeForced() throws Exception {
    assertThat(once("scalar", "false")).contains("kernels scalar", "done");
  }

  @Test
  void littleWorkIsLeftToScalarKernels() throws Exception {
    List<String> vector = List.of("--add-modules", "jdk.incubator.vector", "-cp", classPath());
    List<String> few = List.of("work scalar", "work scalar", "work scalar");
    assertThat(work(vector)).startsWith(few.toArray(String[]::new));
    String best = "work " + Kernels.best().name(); // scalar where there are no good vectors
    assertThat(work(vector).subList(3, 5)).containsOnly(best);
    List<String> forced = new ArrayList<>(vector);
    forced.add("-Dmerapi.kernel=vector-256");
    assertThat(work(forced)).hasSize(5).containsOnly("work vector-256");
  }

  private static List<String> work(List<String> options) throws Exception {
    List<String> command = new ArrayList<>(options);
    command.addAll(List.of(KernelStart.class.getName(), "work"));
    return start(command.toArray(String[]::new)).stream()
        .filter(line -> line.startsWith("work "))
        .toList();
  }

  @Tag("long")
  @Test
  void everyChoiceGivesTheSameCells() throws Exception {
    List<String> scalar = once("scalar", "false");
    String cells = scalar.stream().filter(l -> l.startsWith("cells ")).findFirst().orElseThrow();
    for (String choice : List.of("vector-512", "vector-256", "vector-128")) {
      for (String wide : List.of("true", "false")) {
        assertThat(once(choice, wide)).contains("kernels " + choice, cells);
      }
    }
  }

  private static List<String> once(String choice, String wide) throws Exception {
    return start(
        "--add-modules",
        "jdk.incubator.vector",
        "-Dmerapi.kernel=" + choice,
        "-Dmerapi.kernel.wide=" + wide,
        "-cp",
        classPath(),
        KernelStart.class.getName(),
        "once");
  }

  /** Whether a compiler gives a kernel up depends on the start, hence several. */
  @Tag("long")
  @ParameterizedTest
  @CsvSource({
    "'',true",
    "'',false",
    "'',true",
    "false,false",
    "true,false",
    "false,true",
    "true,true"
  })
  void everyKernelReachesItsCompiledForm(String wide, boolean asLaunched, @TempDir Path directory)
      throws Exception {
    boolean x86 = List.of("amd64", "x86_64").contains(System.getProperty("os.arch"));
    assumeFalse(
        x86 && Kernels.best().name().equals("vector-128"),
        "x86 without AVX2, where the hash kernels box their vectors");
    Path compiled = directory.resolve("compiled");
    List<String> lines =
        start(
            Redirect.to(compiled.toFile()),
            "--add-modules",
            "jdk.incubator.vector",
            "-Dmerapi.kernel.wide=" + wide,
            "-XX:+PrintCompilation",
            // On one stream with the program's it would be written into the midst of lines.
            "-XX:+DisplayVMOutputToStderr",
            asLaunched ? "-XX:CompileCommandFile=" + COMMANDS : "-showversion",
            "-cp",
            classPath(),
            KernelStart.class.getName());
    assertThat(lines).contains("done").noneMatch(line -> line.startsWith("boxing"));
    List<String> kernels =
        Files.readAllLines(compiled).stream().filter(line -> line.contains("dev.merapi")).toList();
    assertThat(kernels).isNotEmpty().noneMatch(line -> line.contains("COMPILE SKIPPED"));
  }

  /** Lines of both streams. */
  private static List<String> start(String... arguments) throws IOException {
    return start(null, arguments);
  }

  /** Lines of the output, and of the errors too where {@code errors} does not lead them away. */
  private static List<String> start(@Nullable Redirect errors, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    if (errors == null) {
      builder.redirectErrorStream(true);
    } else {
      builder.redirectError(errors);
    }
    Process process = builder.start();
    try (var out = process.getInputStream()) {
      return new String(out.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } finally {
      process.destroy();
    }
  }

  /** Where this test's classes and the module's were compiled to. */
  private static String classPath() throws Exception {
    return root(KernelStart.class) + File.pathSeparator + root(Kernels.class);
  }

  private static Path root(Class<?> type) throws Exception {
    String name = type.getSimpleName() + ".class";
    URI file = Objects.requireNonNull(type.getResource(name), name).toURI();
    Path path = Path.of(file);
    for (int i = 0; i <= type.getPackageName().split("\\.").length; i++) {
      path = Objects.requireNonNull(path.getParent());
    }
    return path;
  }
}
