/**
 * Verification on its own: keys, proofs, commitments and the verifier. Nothing here needs a prover,
 * the Vector API or native code; the {@code verifier} classifier jar is cut from this package and
 * what it reaches.
 */
@NullMarked
package dev.merapi.sdk.verify;

import org.jspecify.annotations.NullMarked;
