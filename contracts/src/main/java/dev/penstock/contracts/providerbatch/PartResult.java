package dev.penstock.contracts.providerbatch;

import dev.penstock.contracts.Receipt;
import org.jspecify.annotations.Nullable;

/**
 * What became of a part.
 *
 * @param left requests without a result
 * @param submissions how often something of it was submitted
 * @param trouble why it was given up, where it was
 */
public record PartResult(
        int part,
        Receipt receipt,
        int left,
        int submissions,
        @Nullable String trouble) {}
