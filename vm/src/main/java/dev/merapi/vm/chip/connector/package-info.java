/** The ends of a segment: execution state, memory roots and exit code tied to the public values. */
@NullMarked
package dev.merapi.vm.chip.connector;

import org.jspecify.annotations.NullMarked;
