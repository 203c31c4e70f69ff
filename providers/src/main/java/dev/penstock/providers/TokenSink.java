package dev.penstock.providers;

/** Takes a completion while it comes; where it makes the caller wait, the provider has to wait too. */
@FunctionalInterface
public interface TokenSink {
    void token(String text);

    /** The provider's own event, as it came, before its text is handed over. */
    default void event(String event) {}

    /** The call broke off and is made again: all tokens so far are void. */
    default void restart() {}

    /** Whether what came so far can still be made void; if not, a call that breaks off has failed. */
    default boolean canStartOver() {
        return true;
    }
}
