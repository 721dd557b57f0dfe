package dev.merapi.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The snippets of docs/sdk.md compile and run, one after the other. */
class DocumentationTest {

  private static final Pattern SNIPPET = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final List<String> IMPORTS =
      List.of(
          "dev.merapi.sdk.*",
          "dev.merapi.sdk.error.*",
          "dev.merapi.sdk.profile.*",
          "dev.merapi.sdk.verify.*",
          "java.io.OutputStream",
          "java.nio.file.*",
          "java.time.Duration",
          "java.util.*",
          "java.util.concurrent.CompletableFuture");

  @Test
  void theSnippetsRun(@TempDir Path directory) throws Exception {
    Path root = Path.of(System.getProperty("merapi.root", ".."));
    Matcher snippets = SNIPPET.matcher(Files.readString(root.resolve("docs/sdk.md")));
    String body = snippets.results().map(m -> m.group(1)).collect(Collectors.joining("\n"));
    String source =
        IMPORTS.stream().map(name -> "import " + name + ";\n").collect(Collectors.joining())
            + "public class Snippets {\n"
            + "  public static void main(String[] args) throws Exception {\n"
            + body
            + "\n  }\n}\n";
    Path file = directory.resolve("Snippets.java");
    Files.writeString(file, source);
    Files.write(directory.resolve("guest.elf"), TestProgram.echo());
    String path = absolute(System.getProperty("java.class.path"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    int failed =
        compiler.run(
            null,
            null,
            null,
            "-proc:none",
            "-d",
            directory.toString(),
            "-cp",
            path,
            file.toString());
    assertThat(failed).isZero();
    assertThat(run(directory, path))
        .contains("exit code 0")
        .contains("revealed 2a000000")
        .containsPattern("0x00200800 \\d+ cells")
        .contains("refused: OtherProgram[expected=00000001")
        .doesNotContain("Exception in");
  }

  private static String absolute(String classPath) {
    return Pattern.compile(File.pathSeparator)
        .splitAsStream(classPath)
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String run(Path directory, String path) throws Exception {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "--add-modules=jdk.incubator.vector",
                "-Xmx2g",
                "-cp",
                directory + File.pathSeparator + path,
                "Snippets")
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return out;
  }
}
