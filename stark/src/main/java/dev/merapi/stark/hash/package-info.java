/** Permutations and hash suites, scalar: what a verifier needs, and the twin of every kernel. */
@NullMarked
package dev.merapi.stark.hash;

import org.jspecify.annotations.NullMarked;
