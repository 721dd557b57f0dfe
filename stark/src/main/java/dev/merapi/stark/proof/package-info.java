/** Parameters, verifying keys and proofs: their shapes, their data, their canonical encodings. */
@NullMarked
package dev.merapi.stark.proof;

import org.jspecify.annotations.NullMarked;
