/** What happened: counted cheaply, also for a million prompts. */
@NullMarked
package dev.penstock.simulator.books;

import org.jspecify.annotations.NullMarked;
