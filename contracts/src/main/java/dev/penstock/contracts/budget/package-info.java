/** Budgets of tenants and API keys by day and month, and leases out of any budget. */
@NullMarked
package dev.penstock.contracts.budget;

import org.jspecify.annotations.NullMarked;
