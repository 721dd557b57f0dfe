/** Key generation and the prover of the lifted multi-AIR STARK. */
@NullMarked
package dev.merapi.stark.prover;

import org.jspecify.annotations.NullMarked;
