/** Batches: what a batch is to do, how it is cut, how far it is and how it ended. */
@NullMarked
package dev.penstock.contracts.batch;

import org.jspecify.annotations.NullMarked;
