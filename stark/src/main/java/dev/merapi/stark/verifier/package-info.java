/** The verifier, written once over an {@link dev.merapi.stark.verifier.Arithmetic}. */
@NullMarked
package dev.merapi.stark.verifier;

import org.jspecify.annotations.NullMarked;
