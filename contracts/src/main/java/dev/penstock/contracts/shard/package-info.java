/** Shards: a run of consecutive requests of a batch, called slice by slice. */
@NullMarked
package dev.penstock.contracts.shard;

import org.jspecify.annotations.NullMarked;
