/** Parents of the touched nodes of the memory tree. */
@NullMarked
package dev.merapi.vm.chip.merkle;

import org.jspecify.annotations.NullMarked;
