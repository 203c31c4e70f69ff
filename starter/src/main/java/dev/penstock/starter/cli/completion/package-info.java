/** The command that requests a single completion and waits for it. */
@NullMarked
package dev.penstock.starter.cli.completion;

import org.jspecify.annotations.NullMarked;
