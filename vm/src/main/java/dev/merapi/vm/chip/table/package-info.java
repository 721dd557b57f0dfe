/** The lookup table of 16-bit integers, bytes and byte-wise xor. */
@NullMarked
package dev.merapi.vm.chip.table;

import org.jspecify.annotations.NullMarked;
