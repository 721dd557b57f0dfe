/** Gauges, counters, spans and label scopes; nothing is collected unless a sink is present. */
@NullMarked
package dev.merapi.metrics;

import org.jspecify.annotations.NullMarked;
