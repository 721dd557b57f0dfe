package dev.merapi.bench.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Numbers for people. */
final class UnitsTest {

  @Test
  void times() {
    assertThat(Units.time(0)).isEqualTo("0 ms");
    assertThat(Units.time(7)).isEqualTo("7 ms");
    assertThat(Units.time(7.25)).isEqualTo("7.25 ms");
    assertThat(Units.time(999.4)).isEqualTo("999 ms");
    assertThat(Units.time(999.6)).isEqualTo("1.00 s");
    assertThat(Units.time(9_704)).isEqualTo("9.70 s");
    assertThat(Units.time(99_960)).isEqualTo("100 s");
    assertThat(Units.time(125_000)).isEqualTo("2 min 05 s");
    assertThat(Units.time(3_600_000 * 3.5)).isEqualTo("3 h 30 min");
    assertThat(Units.time(-2500)).isEqualTo("-2.50 s");
  }

  @Test
  void sizesAndCounts() {
    assertThat(Units.bytes(1023)).isEqualTo("1,023 B");
    assertThat(Units.bytes(1024)).isEqualTo("1.00 KiB");
    assertThat(Units.bytes(689_389_568)).isEqualTo("657 MiB");
    assertThat(Units.count(999)).isEqualTo("999");
    assertThat(Units.count(1_600_158)).isEqualTo("1.60 M");
    assertThat(Units.exact(1_600_158)).isEqualTo("1,600,158");
    assertThat(Units.exact(-0.0)).isEqualTo("0");
    assertThat(Units.percent(0.0312)).isEqualTo("3.1 %");
    assertThat(Units.change(-0.2)).isEqualTo("−20.0 %");
    assertThat(Units.change(123)).isEqualTo("+12,300 %");
    assertThat(Units.of("peak_memory_bytes", 2048)).isEqualTo("2.00 KiB");
    assertThat(Units.of("execute_time_ms", 2048)).isEqualTo("2.05 s");
    assertThat(Units.of("rows", 2048)).isEqualTo("2,048");
  }
}
