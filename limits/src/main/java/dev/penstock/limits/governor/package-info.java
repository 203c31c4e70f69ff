/**
 * The governor of a pool: divides a quota among workers, learns quotas that were not named, and breaks the circuit while a
 * provider is down. Arithmetic on the workers' reports, called by a workflow; times are passed in, in milliseconds since
 * 1970.
 */
@NullMarked
package dev.penstock.limits.governor;

import org.jspecify.annotations.NullMarked;
