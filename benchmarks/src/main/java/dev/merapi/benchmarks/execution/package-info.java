/** How fast the executor's loops execute guests. */
@NullMarked
package dev.merapi.benchmarks.execution;

import org.jspecify.annotations.NullMarked;
