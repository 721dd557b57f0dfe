/**
 * What instruction chips share: the execution step, accesses to registers and memory, range checks.
 */
@NullMarked
package dev.merapi.vm.chip.adapter;

import org.jspecify.annotations.NullMarked;
