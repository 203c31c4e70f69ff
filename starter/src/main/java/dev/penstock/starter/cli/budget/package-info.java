/** Commands about what tenants and API keys may spend. */
@NullMarked
package dev.penstock.starter.cli.budget;

import org.jspecify.annotations.NullMarked;
