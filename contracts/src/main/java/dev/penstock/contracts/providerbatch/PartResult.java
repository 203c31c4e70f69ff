package dev.penstock.contracts.providerbatch;

import dev.penstock.contracts.Receipt;
import org.jspecify.annotations.Nullable;

/**
 * The result of a part.
 *
 * @param left the number of requests without a result
 * @param submissions how often requests of the part were submitted
 * @param trouble why the part was given up; null = it was not
 */
public record PartResult(
        int part,
        Receipt receipt,
        int left,
        int submissions,
        @Nullable String trouble) {}
