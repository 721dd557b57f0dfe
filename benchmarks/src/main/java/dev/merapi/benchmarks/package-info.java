/** Guest programs and benchmarks. */
@NullMarked
package dev.merapi.benchmarks;

import org.jspecify.annotations.NullMarked;
