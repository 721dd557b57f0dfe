package dev.merapi.stark.prover;

import dev.merapi.stark.air.Bus;
import dev.merapi.stark.air.BusSet;
import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.poly.Domain;
import dev.merapi.stark.proof.ProofFormatException;
import dev.merapi.stark.proof.ProofShape;
import dev.merapi.stark.proof.VerifyingKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A witness has a shape its key allows. */
final class WitnessShape {
  private WitnessShape() {}

  static ProofShape check(VerifyingKey key, Witness witness) {
    List<CompiledAir> airs = key.airs();
    if (witness.mainCount() != airs.size() || witness.committed().size() != airs.size()) {
      throw new IllegalArgumentException(
          witness.mainCount()
              + " traces and "
              + witness.committed().size()
              + " committed matrices for "
              + airs.size()
              + " AIRs");
    }
    int[] logHeights = new int[airs.size()];
    for (int j = 0; j < airs.size(); j++) {
      logHeights[j] = checkAir(airs.get(j), witness.main(j), witness.committed().get(j));
    }
    int[] values = witness.publicValues();
    if (values.length != key.publicValueCount()) {
      throw new IllegalArgumentException(
          values.length + " public values, expected " + key.publicValueCount());
    }
    for (int value : values) {
      if (!KoalaBear.isCanonical(value)) {
        throw new IllegalArgumentException("public value " + value + " is not below the modulus");
      }
    }
    for (Bus bus : key.buses().buses()) {
      long count = BusSet.count(airs, logHeights, bus);
      if (count >= KoalaBear.P) {
        throw new IllegalArgumentException(
            "bus " + bus.name() + " could carry " + count + " interactions");
      }
    }
    try {
      return ProofShape.of(key, logHeights);
    } catch (ProofFormatException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static int checkAir(CompiledAir air, ColumnMatrix main, @Nullable CommittedMatrix c) {
    if (main.width() != air.mainWidth()) {
      throw new IllegalArgumentException(
          main.width() + " main columns for " + air.name() + ", expected " + air.mainWidth());
    }
    if ((c == null) != (air.committedWidth() == 0)
        || c != null
            && (c.matrix().width() != air.committedWidth()
                || c.matrix().height() != main.height())) {
      throw new IllegalArgumentException("committed matrix of another shape for " + air.name());
    }
    return Domain.log2(main.height());
  }
}
