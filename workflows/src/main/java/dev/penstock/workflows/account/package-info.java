/** What tenants and keys may spend by day and month, divided among batches and processes; arithmetic only. */
@NullMarked
package dev.penstock.workflows.account;

import org.jspecify.annotations.NullMarked;
