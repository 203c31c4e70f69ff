package dev.penstock.simulator.books;

import dev.penstock.simulator.answers.BilledTokens;

/** How one call ended. */
public sealed interface CallEnding {
    /** A whole answer with 200 went out: the client pays for it. */
    record Answered(BilledTokens usage) implements CallEnding {}

    /** An error answer went out; {@code throttled} when a quota or the capacity was the reason. */
    record Refused(int status, boolean throttled) implements CallEnding {}

    /** The provider misbehaved: no answer, or a broken one. */
    record Broken(String fault) implements CallEnding {}

    /** The client left before its answer was out. */
    record Abandoned() implements CallEnding {}
}
