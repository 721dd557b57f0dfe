/**
 * Polynomials by their values: low-degree extensions, openings, DEEP quotients, FRI folding.
 * Vectors over an evaluation domain are coset-major, see {@link dev.merapi.stark.poly.Domain}.
 */
@NullMarked
package dev.merapi.stark.poly;

import org.jspecify.annotations.NullMarked;
