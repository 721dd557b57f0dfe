/**
 * JMH benchmarks of the proof system's kernels, each with its scalar twin. CONTRIBUTING.md says how
 * to run them.
 */
@NullMarked
package dev.merapi.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
