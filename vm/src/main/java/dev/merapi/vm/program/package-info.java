/** The transpiled program: one decoded row per word of text, and the initial memory. */
@NullMarked
package dev.merapi.vm.program;

import org.jspecify.annotations.NullMarked;
