/** Accounts: what a tenant, or an API key, may spend by day and by month. */
@NullMarked
package dev.penstock.contracts.account;

import org.jspecify.annotations.NullMarked;
