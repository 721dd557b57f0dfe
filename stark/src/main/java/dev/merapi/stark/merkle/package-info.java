/** Merkle trees over columns, with top-bit pairing and caps: the prover's side. */
@NullMarked
package dev.merapi.stark.merkle;

import org.jspecify.annotations.NullMarked;
