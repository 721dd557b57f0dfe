package dev.merapi.stark.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.poly.Domain;
import dev.merapi.stark.proof.InsecureTestParameters;
import dev.merapi.stark.proof.StarkParameters;
import dev.merapi.stark.prover.ProverMemory;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TwiddlesTest {
  /** The tables of the tallest proof serve those of all heights, and have the size foretold. */
  @ParameterizedTest
  @CsvSource({"1,3,9", "2,3,8", "3,9,7"})
  void oneSetOfTablesForAllHeights(int logBlowup, int maxDegree, int logTallest) {
    StarkParameters parameters = InsecureTestParameters.of(logBlowup, maxDegree, 3);
    Set<Twiddles> tables = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int log = 1; log <= logTallest; log++) {
      add(tables, log, KoalaBear.ONE, true);
      Domain lde = Domain.lde(log, logBlowup);
      for (int c = 0; c < lde.cosets(); c++) {
        add(tables, log, lde.cosetShift(c), false);
      }
      Domain quotient = new Domain(log, parameters.logQuotientChunks(), lde.shift());
      for (int c = 0; c < quotient.cosets(); c++) {
        add(tables, log, quotient.cosetShift(c), true);
      }
    }
    long bytes =
        tables.stream().mapToLong(t -> 4L * (t.factors().length + t.companions().length)).sum();
    // A layer more than there is would have one point.
    long sets = 1 + (1 << logBlowup) + (1 << parameters.logQuotientChunks());
    assertThat(bytes + 8 * sets).isEqualTo(ProverMemory.twiddleBytes(parameters, logTallest));
  }

  private static void add(Set<Twiddles> tables, int log, int shift, boolean inverse) {
    tables.addAll(Arrays.asList(Twiddles.layers(log, shift, inverse)));
  }
}
