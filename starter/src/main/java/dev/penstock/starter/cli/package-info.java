/** The command line: human text on stderr, machine output on stdout. */
@NullMarked
package dev.penstock.starter.cli;

import org.jspecify.annotations.NullMarked;
