/** A batch's budget, divided among its shards; arithmetic only. */
@NullMarked
package dev.penstock.workflows.budget;

import org.jspecify.annotations.NullMarked;
