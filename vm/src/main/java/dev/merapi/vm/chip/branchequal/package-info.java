/** BEQ and BNE. */
@NullMarked
package dev.merapi.vm.chip.branchequal;

import org.jspecify.annotations.NullMarked;
