package dev.penstock.store;

import java.io.IOException;
import java.util.List;

/** A batch's results in the order in which they complete. */
public interface FollowedResults {
    /** The result lines that came since the last call; those of all dead letters and replays included. */
    List<String> readNew() throws IOException;

    /** The same, but no more at once than fits well into memory; empty when there is nothing new. */
    List<String> readSome() throws IOException;
}
