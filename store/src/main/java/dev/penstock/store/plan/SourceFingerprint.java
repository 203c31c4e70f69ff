package dev.penstock.store.plan;

/**
 * The size and time of an input file, by which a change after planning is detected.
 *
 * @param size the size in bytes
 * @param modified the time of the last change, in milliseconds since 1970
 */
public record SourceFingerprint(long size, long modified) {}
