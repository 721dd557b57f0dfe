package dev.merapi.sdk;

import dev.merapi.stark.security.SecurityReport;
import java.util.List;

/**
 * The bits of security of a preset on a machine, term by term: the machine's real columns,
 * constraints and interactions at its greatest height.
 *
 * @param preset the preset
 * @param regime the decoding regime the terms are computed in
 * @param proven whether every term is proven
 * @param logHeight base-2 logarithm of the trace height the terms are computed for
 * @param terms the terms, in the order of the protocol
 * @param min bits of the weakest term: the security of the round-by-round analysis
 * @param sum bits of the sum of all errors
 */
public record SecurityTable(
    Security preset,
    String regime,
    boolean proven,
    int logHeight,
    List<Term> terms,
    double min,
    double sum) {

  /** Copies the list. */
  public SecurityTable {
    terms = List.copyOf(terms);
  }

  /** The table of a preset on a machine, under the default hash suite. */
  public static SecurityTable of(Security preset, MachineConfig config) {
    SecurityReport report = Machine.of(config, preset, Hash.POSEIDON2).worstCase();
    return new SecurityTable(
        preset,
        report.input().regime().label(),
        report.proven(),
        report.input().logHeight(),
        report.terms().stream()
            .map(term -> new Term(term.name(), term.bits(), term.grindBits()))
            .toList(),
        report.min(),
        report.sum());
  }

  /**
   * One term.
   *
   * @param name the round it belongs to
   * @param bits minus the base-2 logarithm of its error
   * @param grindBits bits of it that are proof of work
   */
  public record Term(String name, double bits, int grindBits) {}
}
