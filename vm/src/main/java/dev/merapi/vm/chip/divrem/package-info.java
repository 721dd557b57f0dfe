/** DIV, DIVU, REM and REMU. */
@NullMarked
package dev.merapi.vm.chip.divrem;

import org.jspecify.annotations.NullMarked;
