package dev.penstock.providers;

/** Receives the tokens of a completion as they arrive; a sink that blocks slows the provider down. */
@FunctionalInterface
public interface TokenSink {
    /** Stands for a caller that wants only the whole answer. */
    TokenSink NONE = text -> {};

    void token(String text);

    /** Receives the provider's event unchanged, before its text is passed to {@link #token}. */
    default void event(String event) {}

    /** Voids all tokens received so far, because the call broke off and is retried. */
    default void restart() {}

    /** Tells whether the tokens received so far can still be voided; if not, a call that breaks off has failed. */
    default boolean canStartOver() {
        return true;
    }
}
