/** The report as one page that needs nothing but itself. */
@NullMarked
package dev.merapi.bench.report.page;

import org.jspecify.annotations.NullMarked;
