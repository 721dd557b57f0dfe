package dev.merapi.bench.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.sdk.profile.Profile;
import java.util.List;
import org.junit.jupiter.api.Test;

class CostTableTest {
  private static CostTable table(Profile profile, Weight weight) {
    return new CostTable(profile, profile.functions(), weight);
  }

  @Test
  void functions() {
    assertThat(table(Profiles.small(), Weight.CYCLES).functions(2))
        .containsExactly(
            "    self            self           total           total",
            "  cycles           cells          cycles           cells          function",
            "     800  80.00%  24.0 k  60.00%     800  80.00%  24.0 k  60.00%  sort",
            "     100  10.00%   4.0 k  10.00%   1.0 k 100.00%  40.0 k 100.00%  main",
            "  ... 2 more");
    assertThat(table(Profiles.small(), Weight.CELLS).functions(4).get(3))
        .isEqualTo("     100  10.00%  12.0 k  30.00%     100  10.00%  12.0 k  30.00%  [rounds]");
  }

  @Test
  void operationsAndTables() {
    CostTable table = table(Profiles.small(), Weight.CYCLES);
    assertThat(table.opcodes(20))
        .containsExactly(
            "  cycles           cells         operation (table)",
            "     999  99.90%       0   0.00%  addi (add_imm)",
            "       1   0.10%       0   0.00%  terminate");
    assertThat(table.system())
        .containsExactly(
            "    rows           cells         table of no instruction",
            "       1              11   0.03%  connector",
            "       7              80   0.20%  boundary (at most)");
  }

  @Test
  void linesFitATerminal() {
    for (String line : table(Profiles.hostile(), Weight.CELLS).functions(20)) {
      assertThat(line.codePointCount(0, line.length())).isLessThanOrEqualTo(100);
    }
    for (List<String> lines :
        List.of(
            table(Profiles.empty(), Weight.CELLS).functions(20),
            table(Profiles.empty(), Weight.CELLS).opcodes(20))) {
      assertThat(lines).allSatisfy(line -> assertThat(line).doesNotContain("NaN"));
    }
  }

  @Test
  void numbersStayReadable() {
    assertThat(CostTable.readable(0)).isEqualTo("0");
    assertThat(CostTable.readable(999)).isEqualTo("999");
    assertThat(CostTable.readable(1000)).isEqualTo("1.0 k");
    assertThat(CostTable.readable(999_949)).isEqualTo("999.9 k");
    assertThat(CostTable.readable(999_950)).isEqualTo("1.0 M");
    assertThat(CostTable.readable(123_456_789_012L)).isEqualTo("123.5 G");
    assertThat(CostTable.readable(Long.MAX_VALUE)).endsWith(" T");
  }
}
