package dev.penstock.simulator.books;

import dev.penstock.simulator.answers.Usage;

/** How one call ended. */
public sealed interface Ending {
    /** A whole answer with 200 went out: the client pays for it. */
    record Answered(Usage usage) implements Ending {}

    /** An error answer went out; {@code throttled} when a quota or the capacity was the reason. */
    record Refused(int status, boolean throttled) implements Ending {}

    /** The provider misbehaved: no answer, or a broken one. */
    record Broken(String fault) implements Ending {}

    /** The client left before its answer was out. */
    record Abandoned() implements Ending {}
}
