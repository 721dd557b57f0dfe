package dev.merapi.stark.air.trace;

import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.field.ColumnMatrix;
import org.jspecify.annotations.Nullable;

/** Checks that matrices are those an AIR asks for. */
final class Shapes {
  private Shapes() {}

  static void check(
      CompiledAir air, ColumnMatrix main, @Nullable ColumnMatrix committed, int[] publicValues) {
    int height = main.height();
    if (height < 2 || Integer.bitCount(height) != 1) {
      throw new IllegalArgumentException(
          "AIR " + air.name() + ": height " + height + " is not a power of two of at least 2");
    }
    width(air, "main", main, air.mainWidth(), height);
    width(air, "committed", committed, air.committedWidth(), height);
    if (publicValues.length < air.publicValueCount()) {
      throw new IllegalArgumentException(
          "AIR "
              + air.name()
              + " reads "
              + air.publicValueCount()
              + " public values, given "
              + publicValues.length);
    }
  }

  static void width(
      CompiledAir air, String what, @Nullable ColumnMatrix matrix, int width, int height) {
    int given = matrix == null ? 0 : matrix.width();
    if (given != width || matrix != null && width > 0 && matrix.height() != height) {
      throw new IllegalArgumentException(
          "AIR "
              + air.name()
              + ": the "
              + what
              + " matrix should be "
              + height
              + " x "
              + width
              + ", given "
              + (matrix == null ? "none" : matrix.height() + " x " + given));
    }
  }
}
