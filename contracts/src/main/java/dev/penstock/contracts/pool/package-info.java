/** The messages between workers, operators and a pool's governor, and what its workflow hands on to its next run. */
@NullMarked
package dev.penstock.contracts.pool;

import org.jspecify.annotations.NullMarked;
