/** The JMH benchmark of what metrics cost. */
@NullMarked
package dev.merapi.benchmarks.metrics;

import org.jspecify.annotations.NullMarked;
