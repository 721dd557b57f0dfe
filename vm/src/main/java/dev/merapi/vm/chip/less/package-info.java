/** SLT, SLTU and their immediate forms. */
@NullMarked
package dev.merapi.vm.chip.less;

import org.jspecify.annotations.NullMarked;
