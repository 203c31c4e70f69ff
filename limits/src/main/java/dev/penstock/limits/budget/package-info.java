/** Budgets and leases: lenders, borrowers and their ledger; arithmetic only, with times passed in. */
@NullMarked
package dev.penstock.limits.budget;

import org.jspecify.annotations.NullMarked;
