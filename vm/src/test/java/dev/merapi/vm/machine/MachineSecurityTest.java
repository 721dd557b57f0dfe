package dev.merapi.vm.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.stark.air.AirCompiler;
import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.hash.HashSuite;
import dev.merapi.stark.proof.VerifyingKey;
import dev.merapi.stark.prover.Keygen;
import dev.merapi.stark.security.SecurityPreset;
import dev.merapi.stark.security.SecurityReport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The presets on the real machine at its largest, and that nothing around it makes it weaker. */
class MachineSecurityTest {
  private static final Rv32Machine MACHINE = Rv32Machine.standard();

  private static VerifyingKey key(SecurityPreset preset, HashSuite suite) {
    return new VerifyingKey(
        preset.parameters(suite), MACHINE.compiled(), Rv32Machine.PUBLIC_VALUES);
  }

  /** The machine compiles its tables once, with or without silent last rows, for every reader. */
  @ParameterizedTest
  @EnumSource
  void whatIsCompiledIsWhatTheTablesSay(SecurityPreset preset) {
    assertThat(key(preset, HashSuite.poseidon2()))
        .isEqualTo(
            Keygen.generate(MACHINE.airs(), Rv32Machine.PUBLIC_VALUES, preset.parameters())
                .verifyingKey());
  }

  /** Every table as tall as any may be; the machine's own limits only make them lower. */
  @ParameterizedTest
  @EnumSource
  void presetsHoldAtTheLargestHeights(SecurityPreset preset) {
    assertThat(1 << preset.parameters().maxLogHeight()).isEqualTo(Rv32Machine.MAX_ROWS);
    for (HashSuite suite : HashSuite.all()) {
      SecurityReport report = preset.worstCase(key(preset, suite));
      assertThat(report.min()).isGreaterThanOrEqualTo(SecurityPreset.BITS);
      assertThat(report.sum()).isGreaterThanOrEqualTo(SecurityPreset.BITS);
      assertThat(report.input().logHeight()).isEqualTo(22);
      assertThat(report.input().openedColumns()).isGreaterThan(columns());
    }
  }

  private static int columns() {
    return MACHINE.compiled().stream()
        .mapToInt(air -> air.mainWidth() + air.committedWidth() + air.auxWidth())
        .sum();
  }

  /**
   * A machine twice as wide, with twice the interactions, would hold too: nothing is at the edge.
   */
  @ParameterizedTest
  @EnumSource
  void presetsLeaveRoomForMoreTables(SecurityPreset preset) {
    List<CompiledAir> twice = new ArrayList<>(MACHINE.compiled());
    MACHINE.airs().forEach(air -> twice.add(AirCompiler.compile(air, Rv32Machine.MAX_DEGREE)));
    VerifyingKey key = new VerifyingKey(preset.parameters(), twice, Rv32Machine.PUBLIC_VALUES);
    assertThat(preset.worstCase(key).min()).isGreaterThanOrEqualTo(SecurityPreset.BITS);
  }

  @ParameterizedTest
  @EnumSource
  void presetsHoldAtEveryHeight(SecurityPreset preset) throws Exception {
    VerifyingKey key = key(preset, HashSuite.poseidon2());
    for (int log = 16; log <= preset.parameters().maxLogHeight(); log++) {
      int height = log;
      int[] heights =
          key.airs().stream().mapToInt(air -> air.fixedLogHeight().orElse(height)).toArray();
      assertThat(preset.report(key, heights).min()).isGreaterThanOrEqualTo(SecurityPreset.BITS);
    }
  }

  /**
   * The verifying key is a constant of the code: a process told otherwise in every way has it too.
   */
  @Test
  void noPropertyOrVariableChangesTheVerifyingKey() throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String name :
        List.of("queries", "security", "blowup", "grind", "insecure", "preset", "max.rows")) {
      command.add("-Dmerapi." + name + "=1");
      command.add("-D" + name + "=1");
    }
    command.addAll(
        List.of(
            "-Dmerapi.kernel=scalar",
            "-Duser.language=tr",
            "-Dfile.encoding=ISO-8859-1",
            "-cp",
            System.getProperty("java.class.path"),
            Print.class.getName()));
    ProcessBuilder builder = new ProcessBuilder(command);
    for (String name : List.of("QUERIES", "SECURITY", "INSECURE", "DEV_MODE", "FAST_TEST")) {
      builder.environment().put("MERAPI_" + name, "1");
      builder.environment().put("RISC0_" + name, "1");
      builder.environment().put("OPENVM_" + name, "1");
    }
    Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String other = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(other.lines()).contains(Print.text()); // beside what the JVM may have to say
  }

  /** Prints the bytes of all verifying keys. */
  public static final class Print {
    private Print() {}

    static String text() {
      StringBuilder text = new StringBuilder();
      for (SecurityPreset preset : SecurityPreset.values()) {
        for (HashSuite suite : HashSuite.all()) {
          byte[] bytes = key(preset, suite).toBytes();
          text.append(preset).append(HexFormat.of().formatHex(bytes));
        }
      }
      return text.toString();
    }

    /** Prints them to standard output. */
    public static void main(String[] args) {
      System.out.println(text());
    }
  }
}
