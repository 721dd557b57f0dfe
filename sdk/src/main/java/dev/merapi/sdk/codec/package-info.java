/** The canonical bytes of proofs and keys; not exported. */
@NullMarked
package dev.merapi.sdk.codec;

import org.jspecify.annotations.NullMarked;
