/** Commands about pools: quotas, pausing, what their governors have learnt. */
@NullMarked
package dev.penstock.starter.cli.pool;

import org.jspecify.annotations.NullMarked;
