/** Commands that add up what batches used and cost. */
@NullMarked
package dev.penstock.starter.cli.figures;

import org.jspecify.annotations.NullMarked;
