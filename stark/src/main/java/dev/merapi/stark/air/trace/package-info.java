/**
 * What is computed over whole traces from a compiled AIR: LogUp columns, quotients, bus messages,
 * and the checker that names what is wrong with a trace. Used by provers and trace generators,
 * never by a verifier.
 */
@NullMarked
package dev.merapi.stark.air.trace;

import org.jspecify.annotations.NullMarked;
