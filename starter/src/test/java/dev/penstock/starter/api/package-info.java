/** Tests of {@code /v1/batches}'s parts. */
@NullMarked
package dev.penstock.starter.api;

import org.jspecify.annotations.NullMarked;
