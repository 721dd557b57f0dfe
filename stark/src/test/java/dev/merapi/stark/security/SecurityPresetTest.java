package dev.merapi.stark.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.merapi.stark.air.Air;
import dev.merapi.stark.air.AirBuilder;
import dev.merapi.stark.air.AirCompiler;
import dev.merapi.stark.air.Bus;
import dev.merapi.stark.air.Column;
import dev.merapi.stark.air.Columns;
import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.air.Expr;
import dev.merapi.stark.hash.HashSuite;
import dev.merapi.stark.proof.StarkParameters;
import dev.merapi.stark.proof.VerifyingKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SecurityPresetTest {

  private static final Bus BUS = new Bus("bus", 1, Bus.Kind.PERMUTATION, 14);

  /** An AIR with this many columns that sends and receives its first fourteen. */
  private static CompiledAir air(String name, int width) {
    return AirCompiler.compile(
        new Air() {
          private final Columns columns = new Columns();
          private final Column[] all = columns.main("c", width);

          @Override
          public String name() {
            return name;
          }

          @Override
          public Columns columns() {
            return columns;
          }

          @Override
          public void define(AirBuilder b) {
            Expr[] message = Arrays.copyOf(all, BUS.width());
            b.send(BUS, Expr.constant(1), message);
            b.receive(BUS, Expr.constant(1), message);
            for (Column column : all) {
              b.assertBoolean(column.name(), column);
            }
          }
        },
        3);
  }

  private static VerifyingKey key(SecurityPreset preset) {
    return new VerifyingKey(preset.parameters(), List.of(air("A", 100), air("B", 1200)), 4);
  }

  @ParameterizedTest
  @EnumSource
  void everyPresetReachesItsBitsOnATallMachine(SecurityPreset preset) {
    SecurityReport report = preset.worstCase(key(preset));
    assertThat(report.min()).isGreaterThanOrEqualTo(100);
    assertThat(report.input().logHeight()).isEqualTo(preset.parameters().maxLogHeight());
    assertThat(report.proven()).isEqualTo(preset == SecurityPreset.PROVEN_100);
  }

  @ParameterizedTest
  @EnumSource
  void everyHeightIsAtLeastAsGoodAsTheWorstCase(SecurityPreset preset) throws Exception {
    VerifyingKey key = key(preset);
    double worst = preset.worstCase(key).min();
    for (int log = preset.parameters().minLogMaxHeight();
        log <= preset.parameters().maxLogHeight();
        log++) {
      assertThat(preset.report(key, new int[] {1, log}).min()).isGreaterThanOrEqualTo(worst);
    }
  }

  @Test
  void theReportCountsTheRealMachine() {
    VerifyingKey key = key(SecurityPreset.PROVEN_100);
    SecurityInput in = SecurityPreset.PROVEN_100.worstCase(key).input();
    assertThat(in.openedColumns()).isEqualTo(1300 + key.auxWidth() + 2 * 4);
    assertThat(in.constraints())
        .isEqualTo(key.airs().stream().mapToInt(air -> air.constraints().size()).sum())
        .isGreaterThan(1300);
    assertThat(in.interactions()).isEqualTo(4L << 22);
    assertThat(in.messageWidth()).isEqualTo(14);
    assertThat(in.folds()).containsExactly(8, 8, 8, 8, 8, 8);
  }

  @Test
  void theFoldsAreThoseOfTheVectors() {
    StarkParameters parameters = SecurityPreset.PROVEN_100.parameters();
    assertThat(parameters.logFolds(16)).containsExactly(3, 3, 3, 3);
    assertThat(parameters.logFolds(20)).containsExactly(3, 3, 3, 3, 3);
    assertThat(parameters.logFolds(22)).containsExactly(3, 3, 3, 3, 3, 3);
  }

  @Test
  void theProvenPresetIsTheOneOfTheDesign() {
    StarkParameters parameters = SecurityPreset.PROVEN_100.parameters();
    assertThat(parameters)
        .isEqualTo(
            new StarkParameters(
                "proven-100", "poseidon2", 1, 3, 22, 193, 16, 10, 16, List.of(6), 20, 3, 4, 4));
    assertThat(SecurityPreset.PROVEN_100.worstCase(key(SecurityPreset.PROVEN_100)).min())
        .isCloseTo(100.1022, within(1e-4));
  }

  @Test
  void aNameAloneMakesNoPreset() {
    StarkParameters weaker =
        new StarkParameters(
            "proven-100", "poseidon2", 1, 3, 22, 1, 0, 0, 0, List.of(0), 0, 3, 4, 4);
    assertThatThrownBy(() -> SecurityPreset.of(weaker))
        .isInstanceOf(IllegalArgumentException.class);
    for (SecurityPreset preset : SecurityPreset.values()) {
      assertThat(SecurityPreset.of(preset.parameters())).isEqualTo(preset);
    }
  }

  @Test
  void theSuiteChangesNoTerm() {
    for (SecurityPreset preset : SecurityPreset.values()) {
      StarkParameters blake3 = preset.parameters(HashSuite.blake3());
      assertThat(blake3.suite()).isEqualTo("blake3");
      assertThat(blake3.withSuite("poseidon2")).isEqualTo(preset.parameters());
      assertThat(SecurityPreset.of(blake3)).isEqualTo(preset);
      VerifyingKey key = new VerifyingKey(blake3, List.of(air("A", 100), air("B", 1200)), 4);
      SecurityReport report = preset.worstCase(key);
      SecurityReport other = preset.worstCase(key(preset));
      assertThat(report.min()).isEqualTo(other.min());
      assertThat(report.terms()).isEqualTo(other.terms());
      assertThat(report.terms().getLast().bits())
          .as("keys, executables and memory are digests of Poseidon2 under either suite")
          .isEqualTo(124);
      assertThat(key.digest()).isNotEqualTo(key(preset).digest());
    }
    StarkParameters unknown = SecurityPreset.PROVEN_100.parameters().withSuite("md5");
    assertThatThrownBy(() -> SecurityPreset.of(unknown))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tensorBatchingIsWorthMoreThanPowers() {
    SecurityInput powers =
        SecurityPreset.PROVEN_100.worstCase(key(SecurityPreset.PROVEN_100)).input();
    double gain = batch(with(powers, Batching.TENSOR)) - batch(powers);
    assertThat(gain).isBetween(6.0, 8.0);
  }

  @Test
  void theJohnsonRegimeNeedsItsMultiplicity() {
    SecurityInput in = SecurityPreset.PROVEN_100.worstCase(key(SecurityPreset.PROVEN_100)).input();
    assertThatThrownBy(() -> with(in, Regime.JOHNSON, 2))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(batch(with(in, Regime.JOHNSON_DRAFT, 5)))
        .isGreaterThan(batch(with(in, Regime.JOHNSON, 5)));
    assertThat(SecurityCalculator.report(with(in, Regime.JOHNSON_DRAFT, 5)).proven()).isFalse();
  }

  /** The presets are constants of the code: a process told otherwise in every way has the same. */
  @Test
  void nothingOfTheEnvironmentChangesSoundness() throws Exception {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    for (String name : List.of("queries", "security", "blowup", "grind", "insecure", "preset")) {
      command.add("-Dmerapi." + name + "=1");
      command.add("-D" + name + "=1");
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Print.class.getName()));
    ProcessBuilder builder = new ProcessBuilder(command);
    for (String name : List.of("QUERIES", "SECURITY", "INSECURE", "DEV_MODE", "FAST_TEST")) {
      builder.environment().put("MERAPI_" + name, "1");
      builder.environment().put("OPENVM_" + name, "1");
    }
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String other = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(other.lines()).contains(Print.text()); // beside what the JVM may have to say
  }

  /** Prints the presets. */
  public static final class Print {
    private Print() {}

    static String text() {
      return SecurityPreset.PROVEN_100.parameters()
          + " "
          + SecurityPreset.HEURISTIC_100.parameters();
    }

    /** Prints them to standard output. */
    public static void main(String[] args) {
      System.out.println(text());
    }
  }

  private static double batch(SecurityInput in) {
    return SecurityCalculator.report(in).terms().stream()
        .filter(term -> term.name().equals("batch"))
        .findFirst()
        .orElseThrow()
        .bits();
  }

  private static SecurityInput with(SecurityInput in, Batching batching) {
    return copy(in, in.regime(), in.slack(), batching);
  }

  private static SecurityInput with(SecurityInput in, Regime regime, int slack) {
    return copy(in, regime, slack, in.batching());
  }

  private static SecurityInput copy(SecurityInput in, Regime regime, int slack, Batching batching) {
    return new SecurityInput(
        regime,
        slack,
        batching,
        in.logBlowup(),
        in.logHeight(),
        in.openedColumns(),
        in.constraints(),
        in.maxDegree(),
        in.interactions(),
        in.messageWidth(),
        in.queries(),
        in.grindQuery(),
        in.grindBatch(),
        in.grindFold(),
        in.folds(),
        in.grindDeep(),
        in.grindLogUp(),
        in.hashBits());
  }
}
