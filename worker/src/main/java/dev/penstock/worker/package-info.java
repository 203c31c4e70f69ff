/** Hosts workflows and activities in one process, and stops it without losing a call. */
@NullMarked
package dev.penstock.worker;

import org.jspecify.annotations.NullMarked;
