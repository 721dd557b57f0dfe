/**
 * The inner loops of the prover, each in a scalar and a vector form with the same results to the
 * last bit. {@link dev.merapi.stark.kernel.Kernels} chooses; this is the only package that knows
 * the Vector API.
 */
@NullMarked
package dev.merapi.stark.kernel;

import org.jspecify.annotations.NullMarked;
