/** JALR. */
@NullMarked
package dev.merapi.vm.chip.jalr;

import org.jspecify.annotations.NullMarked;
