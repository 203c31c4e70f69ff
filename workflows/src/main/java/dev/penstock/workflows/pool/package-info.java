/** The {@code Pool} workflow: governs a pool's quota. */
@NullMarked
package dev.penstock.workflows.pool;

import org.jspecify.annotations.NullMarked;
