/** The security calculator: proven and conjectured bits, term by term, and the named presets. */
@NullMarked
package dev.merapi.stark.security;

import org.jspecify.annotations.NullMarked;
