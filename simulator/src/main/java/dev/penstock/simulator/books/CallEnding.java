package dev.penstock.simulator.books;

import dev.penstock.simulator.answers.BilledTokens;

/** The way in which a call ended. */
public sealed interface CallEnding {
    /** A complete answer with status 200 was sent, for which the client pays. */
    record Answered(BilledTokens usage) implements CallEnding {}

    /**
     * An error response was sent.
     *
     * @param throttled whether its code was {@code rate_limit_exceeded}, by quota, capacity or an injected fault
     */
    record Refused(int status, boolean throttled) implements CallEnding {}

    /** The provider sent no response or a broken one because of a fault. */
    record Broken(String fault) implements CallEnding {}

    /** The client disconnected before its response was sent. */
    record Abandoned() implements CallEnding {}
}
