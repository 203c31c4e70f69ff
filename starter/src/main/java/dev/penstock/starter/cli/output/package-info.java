/** The output of commands: text for people on stderr, JSON on stdout, exit codes. */
@NullMarked
package dev.penstock.starter.cli.output;

import org.jspecify.annotations.NullMarked;
