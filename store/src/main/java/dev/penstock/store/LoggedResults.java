package dev.penstock.store;

import java.io.IOException;

/** All results in a batch's result log, in no particular order, replays and results paid twice included. */
public interface LoggedResults {
    /** Returns the log's length in bytes; a different length means that the results have changed. */
    long bytes() throws IOException;

    void visit(Visitor visitor) throws IOException;

    /** Receives the results of the log one by one. */
    @FunctionalInterface
    interface Visitor {
        /**
         * @param writer the process that made the call
         * @param result without the body of its response
         */
        void visit(String writer, Result result);
    }
}
