/** SLL, SRL, SRA and SRAI. */
@NullMarked
package dev.merapi.vm.chip.shift;

import org.jspecify.annotations.NullMarked;
