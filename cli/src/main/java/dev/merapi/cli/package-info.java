/** The {@code merapi} command. */
@NullMarked
package dev.merapi.cli;

import org.jspecify.annotations.NullMarked;
