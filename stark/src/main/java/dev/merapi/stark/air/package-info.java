/**
 * The AIR language: expressions, columns and buses in which a chip is written, and the constraint
 * DAG into which it is compiled once, at key generation.
 *
 * <p>Every reader of a constraint (prover, verifier, debug checker, recursion) reads the {@code
 * CompiledAir}; no second copy of a constraint exists.
 */
@NullMarked
package dev.merapi.stark.air;

import org.jspecify.annotations.NullMarked;
