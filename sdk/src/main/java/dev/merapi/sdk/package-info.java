/** The embedding API: programs, inputs, provers, proofs, verification. */
@NullMarked
package dev.merapi.sdk;

import org.jspecify.annotations.NullMarked;
