/** A job: the input, prompt and options of a run in one file. */
@NullMarked
package dev.penstock.starter.cli.job;

import org.jspecify.annotations.NullMarked;
