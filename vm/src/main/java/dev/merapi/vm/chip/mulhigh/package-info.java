/** MULH, MULHSU and MULHU. */
@NullMarked
package dev.merapi.vm.chip.mulhigh;

import org.jspecify.annotations.NullMarked;
