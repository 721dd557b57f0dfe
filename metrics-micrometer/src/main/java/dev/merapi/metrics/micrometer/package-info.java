/** The metrics back end on Micrometer, exposed through Prometheus simpleclient. */
@NullMarked
package dev.merapi.metrics.micrometer;

import org.jspecify.annotations.NullMarked;
