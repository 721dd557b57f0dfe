/** Opens and closes the touched leaves of the memory tree. */
@NullMarked
package dev.merapi.vm.chip.boundary;

import org.jspecify.annotations.NullMarked;
