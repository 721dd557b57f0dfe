/** XOR, OR, AND and their immediate forms. */
@NullMarked
package dev.merapi.vm.chip.logic;

import org.jspecify.annotations.NullMarked;
