/** Words of the hint stream written to memory. */
@NullMarked
package dev.merapi.vm.chip.hint;

import org.jspecify.annotations.NullMarked;
