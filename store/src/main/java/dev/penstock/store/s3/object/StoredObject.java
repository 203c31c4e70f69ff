package dev.penstock.store.s3.object;

import java.time.Instant;

/**
 * An object as it is listed.
 *
 * @param key below the place that was listed
 * @param size in bytes
 * @param modified when it was written
 */
public record StoredObject(String key, long size, Instant modified) {}
