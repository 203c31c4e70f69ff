/** Pipelines: batches whose requests go through several stages. */
@NullMarked
package dev.penstock.contracts.stage;

import org.jspecify.annotations.NullMarked;
