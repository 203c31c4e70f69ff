package dev.penstock.store;

import java.util.Map;

/** The best result of each line of one shard; bodies are read only by {@link #raw}. */
public interface ShardResults extends AutoCloseable {
    /** Returns the results by line, without the bodies of their responses. */
    Map<Long, Result> byLine();

    /** Reads a line's result as it was logged, without its line break. */
    byte[] raw(long line);

    @Override
    void close();
}
