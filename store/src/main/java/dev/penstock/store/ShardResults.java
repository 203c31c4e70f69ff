package dev.penstock.store;

import java.util.Map;

/** The best result of each line of one shard, for going through in order; bodies are read when asked for. */
public interface ShardResults extends AutoCloseable {
    /** By line; without the answers' bodies. */
    Map<Long, Result> byLine();

    /** The line as it was logged, without its line break. */
    byte[] raw(long line);

    @Override
    void close();
}
