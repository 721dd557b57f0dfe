/** ADDI. */
@NullMarked
package dev.merapi.vm.chip.addimm;

import org.jspecify.annotations.NullMarked;
