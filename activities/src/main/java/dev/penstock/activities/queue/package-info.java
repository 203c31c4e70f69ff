/** The pools' task queues on the Temporal server. */
@NullMarked
package dev.penstock.activities.queue;

import org.jspecify.annotations.NullMarked;
