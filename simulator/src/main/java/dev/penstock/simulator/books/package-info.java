/** The statistics of calls, prompts and batches, cheap enough for a million prompts. */
@NullMarked
package dev.penstock.simulator.books;

import org.jspecify.annotations.NullMarked;
