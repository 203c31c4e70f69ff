/** Tests of what Prometheus reads. */
@NullMarked
package dev.penstock.service.prometheus;

import org.jspecify.annotations.NullMarked;
