package dev.merapi.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The same program, input and parameters give the same bytes, however they are computed. */
class DeterminismTest {

  @Test
  void neitherThreadsNorKernelsChangeAByte() throws Exception {
    String here = Proof.digest(2);
    assertThat(elsewhere("scalar", 2)).as("scalar kernels, two threads").contains(here);
    assertThat(elsewhere("vector", 1)).as("vector kernels, one thread").contains(here);
  }

  /** Lines of the output; the JVM may have written some. */
  private static List<String> elsewhere(String kernel, int threads) throws Exception {
    List<String> command =
        List.of(
            ProcessHandle.current().info().command().orElseThrow(),
            "--add-modules=jdk.incubator.vector",
            "-Xmx2g",
            "-Dmerapi.kernel=" + kernel,
            "-cp",
            System.getProperty("java.class.path"),
            Proof.class.getName(),
            Integer.toString(threads));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return out.lines().toList();
  }

  /** Prints the digest of one proof. */
  public static final class Proof {
    private Proof() {}

    static String digest(int threads) throws Exception {
      try (Prover prover = Prover.builder(MachineConfig.rv32im()).threads(threads).build()) {
        byte[] bytes = prover.prove(Program.parse(TestProgram.sum(300)), Input.none()).toBytes();
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
      }
    }

    /** Takes the number of threads. */
    public static void main(String[] args) throws Exception {
      System.out.println(digest(Integer.parseInt(args[0])));
    }
  }
}
