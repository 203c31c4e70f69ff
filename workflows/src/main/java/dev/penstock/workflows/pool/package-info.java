/** How a pool is governed: arithmetic on what workers report; time is passed in. */
@NullMarked
package dev.penstock.workflows.pool;

import org.jspecify.annotations.NullMarked;
