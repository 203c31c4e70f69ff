/** The {@code Budget} workflow: lends money within a tenant's or an API key's daily and monthly limits. */
@NullMarked
package dev.penstock.workflows.budget;

import org.jspecify.annotations.NullMarked;
