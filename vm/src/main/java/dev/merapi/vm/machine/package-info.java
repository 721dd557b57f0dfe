/** The machine put together: its list of tables and the generation of a segment's traces. */
@NullMarked
package dev.merapi.vm.machine;

import org.jspecify.annotations.NullMarked;
