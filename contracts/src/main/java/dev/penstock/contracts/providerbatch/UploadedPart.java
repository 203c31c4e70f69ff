package dev.penstock.contracts.providerbatch;

import org.jspecify.annotations.Nullable;

/**
 * A part's file at the provider.
 *
 * @param fileId null = nothing of the part was left to be sent
 */
public record UploadedPart(@Nullable String fileId, int requests) {}
