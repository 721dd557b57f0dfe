package dev.merapi.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.sdk.error.MerapiException;
import dev.merapi.sdk.verify.AppProof;
import dev.merapi.sdk.verify.Commitment;
import dev.merapi.sdk.verify.VerifiedRun;
import dev.merapi.sdk.verify.Verifier;
import dev.merapi.sdk.verify.VerifyingKey;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The classes of the verifier jar verify a proof with nothing else on the class path. */
class VerifierJarTest {

  private static final int MAX_BYTES = 300_000;

  @Test
  void theJarVerifiesAlone(@TempDir Path directory) throws Exception {
    Path jar = jar(directory);
    assertThat(Files.size(jar)).isLessThan(MAX_BYTES);
    Path caller = directory.resolve("caller");
    copyCaller(caller);
    String commitment;
    try (Prover prover = Prover.builder(MachineConfig.rv32im()).threads(2).build()) {
      Program program = Program.parse(TestProgram.sum(100));
      Files.write(directory.resolve("proof"), prover.prove(program, Input.none()).toBytes());
      Files.write(directory.resolve("key"), prover.verifyingKey().toBytes());
      commitment = prover.commit(program).exe().toHex();
    }
    String path = jar + File.pathSeparator + caller;
    assertThat(run("-cp", path, Caller.class.getName(), directory.toString(), commitment))
        .contains("ba13" + "0".repeat(60));
    String other =
        commitment.replace(commitment.charAt(7), commitment.charAt(7) == '0' ? '1' : '0');
    assertThat(run("-cp", path, Caller.class.getName(), directory.toString(), other))
        .anyMatch(line -> line.startsWith("proof-rejected: the proof runs program " + commitment));
  }

  private static Path jar(Path directory) throws Exception {
    Path root = Path.of(System.getProperty("merapi.root", ".."));
    Path classes = directory.resolve("classes");
    List<String> arguments = new ArrayList<>();
    arguments.add(root.resolve("tools/VerifierClasses.java").toString());
    arguments.add(classes.toString());
    arguments.addAll(List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1)));
    run(arguments.toArray(String[]::new));
    Path jar = directory.resolve("verifier.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> files = Files.walk(classes)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        String name = classes.relativize(each).toString().replace('\\', '/');
        assertThat(name).doesNotContain("/prover/", "/kernel/", "/executor/", "/chip/", "/merkle/");
        out.putNextEntry(new JarEntry(name));
        Files.copy(each, out);
      }
    }
    return jar;
  }

  private static void copyCaller(Path directory) throws IOException {
    String name = Caller.class.getName().replace('.', '/') + ".class";
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    try (InputStream in =
        Objects.requireNonNull(Caller.class.getClassLoader().getResourceAsStream(name))) {
      Files.copy(in, file);
    }
  }

  /** Lines of the output of a process that succeeds; the JVM may have written some. */
  private static List<String> run(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return out.lines().toList();
  }

  /** What a user of the jar writes. */
  public static final class Caller {
    private Caller() {}

    /** Takes the directory of the files and the expected commitment. */
    public static void main(String[] args) throws IOException {
      Path directory = Path.of(args[0]);
      try {
        VerifyingKey key = VerifyingKey.read(Files.readAllBytes(directory.resolve("key")));
        AppProof proof = AppProof.parse(Files.readAllBytes(directory.resolve("proof")));
        VerifiedRun run = Verifier.of(key).verify(proof, Commitment.parse(args[1]));
        System.out.println(HexFormat.of().formatHex(run.publicValues()));
      } catch (MerapiException e) {
        System.out.println(e.kind() + ": " + e.getMessage());
      }
    }
  }
}
