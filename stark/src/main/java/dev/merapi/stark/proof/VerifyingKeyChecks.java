package dev.merapi.stark.proof;

import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.air.Constraint;
import java.util.OptionalInt;

/** The conditions between the parts of a key, which no part can check alone. */
final class VerifyingKeyChecks {
  private VerifyingKeyChecks() {}

  static void check(VerifyingKey key) {
    if (key.airs().stream().allMatch(air -> air.mainWidth() == 0)) {
      throw new IllegalArgumentException("no AIR has a main column");
    }
    StarkParameters parameters = key.parameters();
    if (key.airs().stream()
        .mapToInt(air -> air.fixedLogHeight().orElse(parameters.maxLogHeight()))
        .noneMatch(log -> log >= parameters.minLogMaxHeight())) {
      throw new IllegalArgumentException(
          "no AIR can have the 2^" + parameters.minLogMaxHeight() + " rows a proof needs");
    }
    for (CompiledAir air : key.airs()) {
      checkAir(key, air);
    }
  }

  private static void checkAir(VerifyingKey key, CompiledAir air) {
    StarkParameters parameters = key.parameters();
    for (Constraint constraint : air.constraints()) {
      if (constraint.degree() > parameters.maxDegree()) {
        throw new IllegalArgumentException(
            "constraint "
                + constraint.name()
                + " of "
                + air.name()
                + " has degree "
                + constraint.degree()
                + ", limit "
                + parameters.maxDegree());
      }
    }
    OptionalInt fixed = air.fixedLogHeight();
    int min = air.committedWidth() > 0 ? Math.max(1, parameters.logCap()) : 1;
    if (fixed.isPresent()
        && (fixed.getAsInt() < min || fixed.getAsInt() > parameters.maxLogHeight())) {
      throw new IllegalArgumentException(
          "height 2^" + fixed.getAsInt() + " of " + air.name() + " is out of range");
    }
    if (air.maxDegree() != parameters.maxDegree()) {
      throw new IllegalArgumentException(
          air.name()
              + " is compiled for degree "
              + air.maxDegree()
              + ", not "
              + parameters.maxDegree());
    }
    if (air.publicValueCount() > key.publicValueCount()) {
      throw new IllegalArgumentException(
          air.name()
              + " reads "
              + air.publicValueCount()
              + " public values of "
              + key.publicValueCount());
    }
  }
}
