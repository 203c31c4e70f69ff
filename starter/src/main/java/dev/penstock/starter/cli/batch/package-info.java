/** Commands about a batch that was started: its status, its results, pausing and cancelling it. */
@NullMarked
package dev.penstock.starter.cli.batch;

import org.jspecify.annotations.NullMarked;
