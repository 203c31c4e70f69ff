package dev.penstock.store;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Reads a batch's results while they are logged, in the order in which they complete. */
public interface FollowedResults {
    /** Returns all result lines logged since the last call, those of dead letters and replays included. */
    List<String> readNew() throws IOException;

    /** Returns some of the result lines logged since the last call, as many as fit well into memory; empty when none are new. */
    List<String> readSome() throws IOException;

    /** Returns how long to wait before reading again after nothing new was found; longer and longer where a look costs something. */
    Duration pause();
}
