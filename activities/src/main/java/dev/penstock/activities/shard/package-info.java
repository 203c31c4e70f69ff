/** A shard's slices: all requests of one called together. */
@NullMarked
package dev.penstock.activities.shard;

import org.jspecify.annotations.NullMarked;
