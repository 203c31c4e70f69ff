/** Commands about the budgets of batches, tenants and API keys. */
@NullMarked
package dev.penstock.starter.cli.budget;

import org.jspecify.annotations.NullMarked;
