/** Flat execution records, one growable array per chip, from which traces are filled. */
@NullMarked
package dev.merapi.vm.record;

import org.jspecify.annotations.NullMarked;
