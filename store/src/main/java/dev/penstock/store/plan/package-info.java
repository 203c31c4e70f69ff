/** The plan of a batch as the store keeps it: which requests each shard has, and where they lie. */
@NullMarked
package dev.penstock.store.plan;

import org.jspecify.annotations.NullMarked;
