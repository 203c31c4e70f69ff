/** Tests of {@code /v1/batches}'s parts. */
@NullMarked
package dev.penstock.starter.api.batches;

import org.jspecify.annotations.NullMarked;
