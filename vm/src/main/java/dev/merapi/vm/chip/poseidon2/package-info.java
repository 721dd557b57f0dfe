/** Compressions of the memory tree, one permutation a row. */
@NullMarked
package dev.merapi.vm.chip.poseidon2;

import org.jspecify.annotations.NullMarked;
