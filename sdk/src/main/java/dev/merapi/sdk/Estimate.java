package dev.merapi.sdk;

import java.time.Duration;

/**
 * What proving a run will take, told before anything is proved.
 *
 * @param instructions guest instructions of the run; exact
 * @param segments segments it is cut into; exact
 * @param mainCells used cells of the main traces; at most a few percent above
 * @param totalCells used cells of all traces, in base elements; the same
 * @param proofBytes size of the encoded proof
 * @param peakBytes largest resident size, as a rule, of a process that proves this run and nothing
 *     else, with the collector and the young generation of the launcher
 * @param time from now to the proof: execution, traces, proof and, in a JVM that has not proven
 *     yet, compiling the kernels; extrapolated from a small segment of this run proven on the spot
 */
public record Estimate(
    long instructions,
    int segments,
    long mainCells,
    long totalCells,
    long proofBytes,
    long peakBytes,
    Duration time) {}
