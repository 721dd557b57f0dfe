/** SLL, SRL, SRA and their immediate forms. */
@NullMarked
package dev.merapi.vm.chip.shift;

import org.jspecify.annotations.NullMarked;
