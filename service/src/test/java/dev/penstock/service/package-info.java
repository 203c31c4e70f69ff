/** Tests of {@code /v1/batches}'s parts. */
@NullMarked
package dev.penstock.service;

import org.jspecify.annotations.NullMarked;
