package dev.penstock.store.plan;

/**
 * Tells whether an input file was changed since it was planned.
 *
 * @param size in bytes
 * @param modified the time of the last change, in milliseconds since 1970
 */
public record SourceFingerprint(long size, long modified) {}
