/** Metrics of this process, in Prometheus' text format. */
@NullMarked
package dev.penstock.starter.metrics;

import org.jspecify.annotations.NullMarked;
