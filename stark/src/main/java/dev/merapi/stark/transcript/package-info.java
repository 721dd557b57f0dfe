/** The Fiat-Shamir transcript: a duplex sponge written over an arithmetic it is given. */
@NullMarked
package dev.merapi.stark.transcript;

import org.jspecify.annotations.NullMarked;
