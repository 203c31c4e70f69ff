/** The command that shows prices and replaces the price card. */
@NullMarked
package dev.penstock.starter.cli.prices;

import org.jspecify.annotations.NullMarked;
