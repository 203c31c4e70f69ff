package dev.penstock.contracts.providerbatch;

import org.jspecify.annotations.Nullable;

/**
 * A part's file at the provider.
 *
 * @param fileId the file's id; null = no request of the part was left to send
 */
public record UploadedPart(@Nullable String fileId, int requests) {}
