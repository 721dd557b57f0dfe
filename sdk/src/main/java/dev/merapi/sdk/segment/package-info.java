/**
 * Proven segments on their way to the proof of a run: where they are kept, in memory or in a
 * directory that outlives the process; not exported.
 */
@NullMarked
package dev.merapi.sdk.segment;

import org.jspecify.annotations.NullMarked;
