/**
 * The machine's tables: one folder a chip, with its columns and constraints beside what fills them.
 */
@NullMarked
package dev.merapi.vm.chip;

import org.jspecify.annotations.NullMarked;
