/**
 * Aggregation of segment proofs: recursion machine, verifier circuits, tree, and the stages that
 * end in a proof for the EVM. None of it exists yet; this package only holds the place in the
 * build.
 */
@NullMarked
package dev.merapi.aggregation;

import org.jspecify.annotations.NullMarked;
