/** Memory for the matrices of a proof, taken and given back explicitly. */
@NullMarked
package dev.merapi.stark.memory;

import org.jspecify.annotations.NullMarked;
