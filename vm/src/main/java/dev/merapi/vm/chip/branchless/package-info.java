/** BLT, BGE, BLTU and BGEU. */
@NullMarked
package dev.merapi.vm.chip.branchless;

import org.jspecify.annotations.NullMarked;
