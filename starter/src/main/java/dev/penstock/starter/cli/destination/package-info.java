/** The files, devices and pipes that users name for the output of commands, and which of them may be written. */
@NullMarked
package dev.penstock.starter.cli.destination;

import org.jspecify.annotations.NullMarked;
