/** How {@code --help} is laid out, and completion of commands and options in shells. */
@NullMarked
package dev.penstock.starter.cli.help;

import org.jspecify.annotations.NullMarked;
