package dev.merapi.benchmarks.kernels;

import dev.merapi.stark.kernel.Kernels;
import java.util.function.Function;
import java.util.function.IntSupplier;

/**
 * One kernel at work on inputs that are always the same.
 *
 * @param name as the C twin has it, where there is one
 * @param unit what the units are, as in "ns per ..."
 * @param units units of work in one call
 * @param twin whether there is one in C
 * @param prepare makes the inputs for kernels given
 */
public record KernelCase(
    String name, String unit, double units, boolean twin, Function<Kernels, Work> prepare) {

  /**
   * A kernel with its inputs.
   *
   * @param run one call; a second one goes on with what the first left
   * @param checksum of the results so far
   */
  public record Work(Runnable run, IntSupplier checksum) {}
}
