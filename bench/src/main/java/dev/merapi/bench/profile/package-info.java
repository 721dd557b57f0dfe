/** Profiles as flame graphs, folded stacks, tables and files of the Firefox profiler. */
@NullMarked
package dev.merapi.bench.profile;

import org.jspecify.annotations.NullMarked;
