/** The provider's files and discounted batch API, with configurable speed, failures, expiry and stalls. */
@NullMarked
package dev.penstock.simulator.batches;

import org.jspecify.annotations.NullMarked;
