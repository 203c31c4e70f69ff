package dev.penstock.providers;

/** The key with which a provider account is called: one that stays, a {@link Secret}, or one that is renewed while calls run. */
public interface ProviderKey {
    /**
     * Returns the key for the next call.
     *
     * @throws UnavailableException if the key cannot be read from where the user keeps it
     */
    Secret current();

    /**
     * Returns whether there is another key now than one that the provider has rejected, after reading it again if necessary.
     *
     * @throws UnavailableException if the key cannot be read from where the user keeps it
     */
    boolean renew(Secret rejected);

    /** Returns what tells the account from others and stays while keys change. */
    Secret identity();

    /** Returns the text with the key masked, and its predecessor, which calls under way may still have. */
    String hideIn(String text);

    /** A key that cannot be read; the message says why and what to do, to the operator, and has nothing of the key. */
    final class UnavailableException extends IllegalStateException {
        private final String forTenants;

        /**
         * @param forTenants the message without what tenants must not see, such as paths
         */
        public UnavailableException(String message, String forTenants) {
            super(message);
            this.forTenants = forTenants;
        }

        /** Returns the message for the tenants whose calls need the key. */
        public String forTenants() {
            return forTenants;
        }
    }
}
