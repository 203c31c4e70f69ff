/** The pools that this process calls: configuration, rate limiter, metrics. */
@NullMarked
package dev.penstock.activities.pool;

import org.jspecify.annotations.NullMarked;
