/** Aggregates a metrics file: statistics by group, a summary, a comparison; as Markdown or JSON. */
@NullMarked
package dev.merapi.bench.report;

import org.jspecify.annotations.NullMarked;
