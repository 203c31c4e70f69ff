/** Commands about pools: quotas, pausing, limits that their governors have learnt. */
@NullMarked
package dev.penstock.starter.cli.pool;

import org.jspecify.annotations.NullMarked;
