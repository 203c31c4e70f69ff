package dev.penstock.simulator.provider;

import dev.penstock.simulator.books.CallBooks;
import dev.penstock.simulator.books.CallEnding;
import org.jspecify.annotations.Nullable;

/** One call in the books, from its arrival to exactly one ending. */
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

    /** Only the first ending counts; all come from the connection's own event loop. */
    public void close(CallEnding ending) {
        if (!closed) {
            closed = true;
            books.close(prompt, ending);
        }
    }
}
