package dev.penstock.store;

import java.io.IOException;

/** All that a batch's result log has, in no particular order: replays and what was paid twice included. */
public interface LoggedResults {
    /** How long the log is; another number means that there are other results. */
    long bytes() throws IOException;

    void visit(Visitor visitor) throws IOException;

    /** What to do with a result. */
    @FunctionalInterface
    interface Visitor {
        /**
         * @param writer the process that called it
         * @param result without the answer's body
         */
        void visit(String writer, Result result);
    }
}
