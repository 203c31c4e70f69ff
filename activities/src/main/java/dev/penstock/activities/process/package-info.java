/** Periodic tasks and draining of this process. */
@NullMarked
package dev.penstock.activities.process;

import org.jspecify.annotations.NullMarked;
