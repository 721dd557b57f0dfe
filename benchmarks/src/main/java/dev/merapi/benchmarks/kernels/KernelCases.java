package dev.merapi.benchmarks.kernels;

import java.util.List;
import java.util.stream.Stream;

/** All cases. */
public final class KernelCases {
  private static final List<KernelCase> ALL =
      Stream.of(HashCases.all(), TransformCases.all(), VectorCases.all(), ProverCases.all())
          .flatMap(List::stream)
          .toList();

  private KernelCases() {}

  /** The cases in the order of the table. */
  public static List<KernelCase> all() {
    return ALL;
  }

  /**
   * The case of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static KernelCase of(String name) {
    return ALL.stream()
        .filter(c -> c.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no kernel " + name));
  }
}
