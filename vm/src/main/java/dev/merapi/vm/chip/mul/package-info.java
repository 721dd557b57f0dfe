/** MUL. */
@NullMarked
package dev.merapi.vm.chip.mul;

import org.jspecify.annotations.NullMarked;
