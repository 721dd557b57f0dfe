/** The decoded program, committed ahead of time. */
@NullMarked
package dev.merapi.vm.chip.program;

import org.jspecify.annotations.NullMarked;
