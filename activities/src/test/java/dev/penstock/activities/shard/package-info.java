@NullMarked
package dev.penstock.activities.shard;

import org.jspecify.annotations.NullMarked;
