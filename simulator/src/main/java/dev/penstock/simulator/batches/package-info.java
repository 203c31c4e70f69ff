/** Files and batches: the provider's discounted lane, with speed, failures, expiry, stalls and a memory of it all. */
@NullMarked
package dev.penstock.simulator.batches;

import org.jspecify.annotations.NullMarked;
