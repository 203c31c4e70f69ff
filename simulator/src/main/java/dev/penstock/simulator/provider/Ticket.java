package dev.penstock.simulator.provider;

import dev.penstock.simulator.books.Books;
import dev.penstock.simulator.books.Ending;
import org.jspecify.annotations.Nullable;

/** One call in the books, from its arrival to exactly one ending. */
public final class Ticket {
    private final Books books;
    private final @Nullable String prompt;
    private final Verdict verdict;
    private boolean closed;

    Ticket(Books books, @Nullable String prompt, Verdict verdict) {
        this.books = books;
        this.prompt = prompt;
        this.verdict = verdict;
    }

    public Verdict verdict() {
        return verdict;
    }

    /** Only the first ending counts; all come from the connection's own event loop. */
    public void close(Ending ending) {
        if (!closed) {
            closed = true;
            books.close(prompt, ending);
        }
    }
}
