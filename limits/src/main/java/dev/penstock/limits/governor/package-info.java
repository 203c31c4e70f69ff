/**
 * The governor of a pool: divides a quota over workers, learns quotas that nobody named, and breaks the circuit while a
 * provider is down. Arithmetic on what workers report, called by a workflow; times are passed in, in milliseconds since 1970.
 */
@NullMarked
package dev.penstock.limits.governor;

import org.jspecify.annotations.NullMarked;
