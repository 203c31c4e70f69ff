/** The endpoint {@code /metrics} of the API. */
@NullMarked
package dev.penstock.service.metrics;

import org.jspecify.annotations.NullMarked;
