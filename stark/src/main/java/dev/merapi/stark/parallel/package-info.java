/** Data parallelism on an executor the caller owns, and cancellation. */
@NullMarked
package dev.merapi.stark.parallel;

import org.jspecify.annotations.NullMarked;
