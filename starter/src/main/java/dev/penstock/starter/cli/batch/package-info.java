/** Commands about an existing batch: its status, its results, pausing and cancelling it. */
@NullMarked
package dev.penstock.starter.cli.batch;

import org.jspecify.annotations.NullMarked;
