/** Instructions without effect on the proof. */
@NullMarked
package dev.merapi.vm.chip.phantom;

import org.jspecify.annotations.NullMarked;
