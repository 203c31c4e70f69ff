/** The stored plan of a batch: the requests of each shard, and where they lie in the input. */
@NullMarked
package dev.penstock.store.plan;

import org.jspecify.annotations.NullMarked;
