package dev.merapi.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.merapi.sdk.Execution;
import dev.merapi.sdk.Input;
import dev.merapi.sdk.MachineConfig;
import dev.merapi.sdk.Program;
import dev.merapi.sdk.Prover;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.bouncycastle.jcajce.provider.digest.Keccak;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The cases there are, how they are named, and that each guest reveals what is computed here. */
final class BenchCaseTest {

  static Stream<BenchCase> cases() {
    return Stream.concat(
        BenchCase.all().stream(),
        Stream.of("quicksort-1", "quicksort-997", "memwalk-0", "json-2", "json-700", "sha256-0")
            .flatMap(name -> BenchCase.named(name, List.of()).stream()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void guestRevealsWhatIsExpected(BenchCase aCase) {
    try (Prover prover = Prover.builder(MachineConfig.rv32im()).build()) {
      Execution run = prover.execute(Program.parse(aCase.elf()), aCase.input());
      assertThat(run.exitCode()).as(run.output()).isZero();
      assertThat(run.publicValues()).isEqualTo(aCase.expected().orElseThrow());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "mine.elf, mine",
    "mine, mine",
    "leaf.elf, leaf.elf",
    "leaf, leaf.elf",
    "internal.0.elf, internal.0.elf",
    "x_keygen.elf, x_keygen.elf",
  })
  void aProgramIsNoLayerByItsName(String file, String name) {
    assertThat(BenchCase.of(file, new byte[0], Input.none()).name()).isEqualTo(name);
  }

  @Test
  void theSuiteIsWhatTheDocumentSays() {
    assertThat(BenchCase.all().stream().map(BenchCase::name))
        .containsExactly(
            "fibonacci-1k",
            "fibonacci-10k",
            "fibonacci-100k",
            "fibonacci-800k",
            "sha256-32",
            "sha256-2KiB",
            "sha256-10KiB",
            "sha256chain-230",
            "keccak256-2KiB",
            "quicksort-10k",
            "memwalk-1",
            "json-8KiB",
            "minimal");
  }

  @ParameterizedTest
  @CsvSource({
    "1,1",
    "1000,1k",
    "1500,1500",
    "800000,800k",
    "2000000,2m",
    "1024,1KiB",
    "10240,10KiB",
    "1048576,1MiB",
    "0,0",
    "64000,64k"
  })
  void sizesAreWrittenShort(long size, String text) {
    assertThat(Size.text(size)).isEqualTo(text);
    assertThat(Size.parse(text)).isEqualTo(size);
  }

  @Test
  void namesAreOfGuestsOrOfCases() {
    assertThat(names("fibonacci", "2k", "5")).containsExactly("fibonacci-2k", "fibonacci-5");
    assertThat(names("fibonacci-2000")).containsExactly("fibonacci-2k");
    assertThat(names("sha256")).containsExactly("sha256-32", "sha256-2KiB", "sha256-10KiB");
    assertThat(names("minimal")).containsExactly("minimal");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fibonaci", "", "-", "-1k", "minimal-1", "fibonacci-1k-1k"})
  void unknownNamesAreNamed(String name) {
    assertThatThrownBy(() -> BenchCase.named(name, List.of()))
        .isInstanceOf(BenchException.class)
        .hasMessageStartingWith("'" + name + "' is no benchmark")
        .hasMessageContaining("fibonacci, sha256, sha256chain, keccak256");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "k", "1kb", "-1", "1.5k", "99999999999", "0x10"})
  void unreadableSizesAreNamed(String size) {
    assertThatThrownBy(() -> BenchCase.named("fibonacci", List.of(size)))
        .isInstanceOf(BenchException.class)
        .hasMessage("'" + size + "' is no size such as 100k or 2KiB");
  }

  @Test
  void sizesOutOfRangeAreNamed() {
    assertThatThrownBy(() -> BenchCase.named("fibonacci", List.of("11m")))
        .hasMessage("fibonacci is from 0 to 10m steps, not 11m");
    assertThatThrownBy(() -> BenchCase.named("quicksort-0", List.of()))
        .hasMessage("quicksort is from 1 to 1m numbers, not 0");
    assertThatThrownBy(() -> BenchCase.named("minimal", List.of("1")))
        .hasMessage("'minimal' has no sizes");
    assertThatThrownBy(() -> BenchCase.named("fibonacci-1k", List.of("1")))
        .hasMessageContaining("fibonacci-1k");
  }

  @Test
  void keccakIsThatOfAnotherHand() {
    for (int length : new int[] {0, 1, 135, 136, 137, 271, 272, 1000}) {
      byte[] data = new byte[length];
      new Random(length).nextBytes(data);
      assertThat(Keccak256.digest(data)).isEqualTo(new Keccak.Digest256().digest(data));
    }
  }

  @Test
  void jsonTextsHaveTheirLength() {
    for (int length : new int[] {2, 150, 151, 152, 4096}) {
      byte[] text = JsonText.ofLength(length);
      assertThat(text).hasSize(length);
      assertThat(new String(text, StandardCharsets.UTF_8)).startsWith("[").contains("]");
      assertThat(Expected.json(text)[0]).isEqualTo((byte) 1);
    }
  }

  private static Stream<String> names(String name, String... sizes) {
    return BenchCase.named(name, List.of(sizes)).stream().map(BenchCase::name);
  }
}
