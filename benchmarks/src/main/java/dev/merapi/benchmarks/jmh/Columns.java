package dev.merapi.benchmarks.jmh;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.kernel.Kernels;
import java.util.SplittableRandom;

/** What the benchmarks share: kernels by name, and matrices of random elements. */
final class Columns {
  private Columns() {}

  static Kernels kernels(String name) {
    return switch (name) {
      case "scalar" -> Kernels.scalar();
      case "best" -> Kernels.best();
      default -> throw new IllegalArgumentException("kernels " + name);
    };
  }

  static ColumnMatrix random(int height, int width) {
    ColumnMatrix m = ColumnMatrix.allocate(height, width);
    for (int j = 0; j < width; j++) {
      SplittableRandom random = new SplittableRandom(j);
      for (int r = 0; r < height; r++) {
        m.set(j, r, random.nextInt(KoalaBear.P));
      }
    }
    return m;
  }
}
