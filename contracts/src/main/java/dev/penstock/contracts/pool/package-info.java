/** What workers and operators say to a pool's governor, and what it answers. */
@NullMarked
package dev.penstock.contracts.pool;

import org.jspecify.annotations.NullMarked;
