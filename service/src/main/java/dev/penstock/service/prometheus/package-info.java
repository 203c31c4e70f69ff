/** Metrics of this process, in Prometheus' text format. */
@NullMarked
package dev.penstock.service.prometheus;

import org.jspecify.annotations.NullMarked;
