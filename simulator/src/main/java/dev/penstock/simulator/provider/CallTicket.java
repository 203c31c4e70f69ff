package dev.penstock.simulator.provider;

import dev.penstock.simulator.books.CallBooks;
import dev.penstock.simulator.books.CallEnding;
import org.jspecify.annotations.Nullable;

/** A call that the statistics count as in flight, from its arrival to exactly one ending. */
public final class CallTicket {
    private final CallBooks books;
    private final @Nullable String prompt;
    private final CallDecision verdict;
    private boolean closed;

    CallTicket(CallBooks books, @Nullable String prompt, CallDecision verdict) {
        this.books = books;
        this.prompt = prompt;
        this.verdict = verdict;
    }

    public CallDecision verdict() {
        return verdict;
    }

    /** Records how the call ended; only the first ending counts, and all come from the connection's own event loop. */
    public void close(CallEnding ending) {
        if (!closed) {
            closed = true;
            books.close(prompt, ending);
        }
    }
}
