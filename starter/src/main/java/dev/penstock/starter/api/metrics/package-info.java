/** {@code /metrics}. */
@NullMarked
package dev.penstock.starter.api.metrics;

import org.jspecify.annotations.NullMarked;
