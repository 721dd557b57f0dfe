/** LB, LBU, LH, LHU, SB and SH. */
@NullMarked
package dev.merapi.vm.chip.subword;

import org.jspecify.annotations.NullMarked;
