/** The command line: text for people on stderr, machine-readable output on stdout. */
@NullMarked
package dev.penstock.starter.cli;

import org.jspecify.annotations.NullMarked;
