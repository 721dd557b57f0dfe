/** SLLI and SRLI. */
@NullMarked
package dev.merapi.vm.chip.shiftimm;

import org.jspecify.annotations.NullMarked;
