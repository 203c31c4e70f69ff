package dev.penstock.providers.key;

import dev.penstock.providers.ProviderKey;

/** The place from which a key that changes is read. */
public sealed interface KeySource permits KeyFile, KeyCommand {
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

    /** Returns the source's name for people: {@code the key file /run/secrets/token}. */
    String description();
}
