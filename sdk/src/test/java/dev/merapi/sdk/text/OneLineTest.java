package dev.merapi.sdk.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.sdk.error.InvalidInputException;
import dev.merapi.sdk.error.InvalidInputException.Subject;
import org.junit.jupiter.api.Test;

class OneLineTest {

  @Test
  void whatWouldBreakTheLineIsWrittenAsInSourceCode() {
    assertThat(OneLine.of("a\nb\r\n\tc")).isEqualTo("a\\nb\\r\\n\\tc");
    assertThat(OneLine.of("\u001b[2J\u0000\u0085\u2028\u2029"))
        .isEqualTo("\\u001b[2J\\u0000\\u0085\\u2028\\u2029");
    assertThat(OneLine.of("a\u202egpj.exe")).as("right to left").isEqualTo("a\\u202egpj.exe");
    assertThat(OneLine.of("\ud83d")).as("half a pair").isEqualTo("\\ud83d");
    assertThat(OneLine.of("\udb80\udc00")).as("private use").isEqualTo("\\udb80\\udc00");
  }

  @Test
  void whatCanBeSeenStays() {
    String text = "C:\\näh\u00a0\u65e5\u672c\ud83c\udf0b \"'?%s.proof";
    assertThat(OneLine.of(text)).isEqualTo(text);
    assertThat(OneLine.of("")).isEmpty();
  }

  @Test
  void messagesAreSuchLines() {
    assertThat(new InvalidInputException(Subject.PROOF, "a\nb: no proof"))
        .hasMessage("a\\nb: no proof");
    String quoted = "no file a\nb" + "x".repeat(1000);
    assertThat(new InvalidInputException(Subject.PROOF, quoted).getMessage())
        .startsWith("no file a\\nb")
        .hasSizeLessThan(500);
  }
}
