/** LUI, AUIPC and JAL: write a constant and jump to a constant. */
@NullMarked
package dev.merapi.vm.chip.constjump;

import org.jspecify.annotations.NullMarked;
