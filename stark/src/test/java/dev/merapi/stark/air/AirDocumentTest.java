package dev.merapi.stark.air;

import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.stark.air.SquaresExample.Squares;
import dev.merapi.stark.air.trace.TraceChecker;
import dev.merapi.stark.air.trace.Violation;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.KoalaBear;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The example of docs/air.md is code that compiles and does what the text says. */
final class AirDocumentTest {
  @Test
  void theExampleIsThisCode() throws IOException {
    Path root = root();
    String source =
        Files.readString(
            root.resolve("stark/src/test/java/dev/merapi/stark/air/SquaresExample.java"));
    String region =
        source.substring(source.indexOf("// begin: air") + 14, source.indexOf("  // end: air"));
    assertThat(Files.readString(root.resolve("docs/air.md")))
        .contains("```java\n" + region.stripTrailing().stripIndent().strip() + "\n```");
  }

  @Test
  void theExampleDoesWhatTheTextSays() {
    Squares air = new Squares();
    CompiledAir compiled = AirCompiler.compile(air, 3);
    assertThat(compiled.logUp().extensionColumns()).isEqualTo(1);
    assertThat(compiled.auxWidth()).isEqualTo(4);
    assertThat(compiled.constraints()).hasSize(4 + 3);
    ColumnMatrix trace = ColumnMatrix.allocate(4, 4);
    for (int row = 0; row < 3; row++) {
      int x = 20 + row;
      trace.set(air.real.index(), row, KoalaBear.ONE);
      trace.set(air.x.index(), row, KoalaBear.fromCanonical(x));
      trace.set(air.low.index(), row, KoalaBear.fromCanonical(x * x & 255));
      trace.set(air.high.index(), row, KoalaBear.fromCanonical(x * x >> 8));
    }
    int[] publicValues = {20};
    assertThat(TraceChecker.checkConstraints(compiled, trace, null, publicValues)).isEmpty();
    trace.set(air.low.index(), 1, KoalaBear.fromCanonical(7));
    List<Violation> found = TraceChecker.checkConstraints(compiled, trace, null, publicValues);
    assertThat(found)
        .extracting(Violation::toString)
        .containsExactly("squares, row 1: square: real = 1, x = 21, low = 7, high = 1");
  }

  private static Path root() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.exists(at.resolve("docs/air.md"))) {
        return at;
      }
    }
    throw new IllegalStateException("docs/air.md is not above the working directory");
  }
}
