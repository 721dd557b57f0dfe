/** ADD and SUB. */
@NullMarked
package dev.merapi.vm.chip.addsub;

import org.jspecify.annotations.NullMarked;
