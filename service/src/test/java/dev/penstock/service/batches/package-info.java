/** Tests of {@code /v1/batches}'s parts. */
@NullMarked
package dev.penstock.service.batches;

import org.jspecify.annotations.NullMarked;
