/** What this process's work hangs on: its heartbeat and its draining. */
@NullMarked
package dev.penstock.activities.process;

import org.jspecify.annotations.NullMarked;
