/** Benchmarks over guest programs: what is run, how often, and what is written down. */
@NullMarked
package dev.merapi.bench;

import org.jspecify.annotations.NullMarked;
