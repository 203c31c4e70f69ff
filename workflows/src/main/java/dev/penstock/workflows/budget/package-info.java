/** The {@code Budget} workflow: lends what a tenant or an API key may spend by day and month. */
@NullMarked
package dev.penstock.workflows.budget;

import org.jspecify.annotations.NullMarked;
