package dev.penstock.providers.key;

import dev.penstock.providers.ProviderKey;

/** The place from which a key that changes is read. */
public sealed interface KeySource permits KeyFile, KeyCommand {
    /** The number of bytes that are read at most: longer than any key and any token. */
    int MOST_BYTES = 64 * 1024;

    /**
     * Reads the key as it is now; the text may have blanks around it.
     *
     * @throws ProviderKey.UnavailableException if it cannot be read
     */
    String read();

    /** Returns whether reading is so cheap that it may be done all the time. */
    boolean isCheap();

    /** Returns what tells this source from others. */
    String identity();

    /** Returns the source's name for the operator: {@code the key file /run/secrets/token}. */
    String description();

    /** Returns the source's name for tenants, without paths: {@code the pool's key file}. */
    String publicName();

    /**
     * Returns the exception for a key that cannot be read.
     *
     * @param problem what stands behind the source's name: what is wrong and what to do
     */
    default ProviderKey.UnavailableException unavailable(String problem) {
        return new ProviderKey.UnavailableException(description() + problem, publicName() + problem);
    }
}
