/** LW, SW and REVEAL. */
@NullMarked
package dev.merapi.vm.chip.loadstore;

import org.jspecify.annotations.NullMarked;
