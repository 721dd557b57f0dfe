package dev.merapi.bench;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was measured of a case.
 *
 * @param name its name
 * @param guest its program
 * @param instructions of the guest
 * @param segments of the run
 * @param mainCells used cells of the main traces
 * @param totalCells used cells of all traces, in base elements
 * @param cellsPerCycle total cells an instruction
 * @param proofBytes size of the proof
 * @param securityBits of the proof
 * @param publicValues what it reveals, in hexadecimal digits
 * @param cold its cold runs, if any
 * @param warm its warm runs, if any
 */
public record CaseResult(
    String name,
    String guest,
    long instructions,
    int segments,
    long mainCells,
    long totalCells,
    double cellsPerCycle,
    long proofBytes,
    double securityBits,
    String publicValues,
    @Nullable Measures cold,
    @Nullable Measures warm) {

  /** Checks that all is there. */
  public CaseResult {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(guest, "guest");
    Objects.requireNonNull(publicValues, "publicValues");
  }

  static CaseResult of(
      BenchCase aCase, ProofRun.Facts facts, @Nullable Measures cold, @Nullable Measures warm) {
    double cellsPerCycle = facts.totalCells() / (double) Math.max(1, facts.instructions());
    return new CaseResult(
        aCase.name(),
        aCase.guest(),
        facts.instructions(),
        facts.segments(),
        facts.mainCells(),
        facts.totalCells(),
        Math.rint(cellsPerCycle * 100) / 100,
        facts.proofBytes(),
        facts.securityBits(),
        facts.publicValues(),
        cold,
        warm);
  }

  /** The runs of a mode, if there were any. */
  public Optional<Measures> measures(Mode mode) {
    return Optional.ofNullable(mode == Mode.COLD ? cold : warm);
  }

  /** These measures, and those of an earlier result where there are none here. */
  CaseResult orElse(CaseResult earlier) {
    return new CaseResult(
        name,
        guest,
        instructions,
        segments,
        mainCells,
        totalCells,
        cellsPerCycle,
        proofBytes,
        securityBits,
        publicValues,
        cold == null ? earlier.cold : cold,
        warm == null ? earlier.warm : warm);
  }
}
