package dev.penstock.store.log;

import dev.penstock.store.Result;
import dev.penstock.store.ShardResults;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;

/** Keeps the places of a shard's results in the log, and reads a result's line on demand. */
public abstract class IndexedResults implements ShardResults {
    private final Map<Long, IndexedResult> found;
    private final Map<Long, Result> byLine = new HashMap<>();

    /** @param found the best result of each line that has one, by line number */
    protected IndexedResults(Map<Long, IndexedResult> found) {
        this.found = found;
        found.forEach((line, each) -> byLine.put(line, each.result()));
    }

    /** Reads the text of a result; throws {@link java.io.UncheckedIOException}. */
    protected abstract byte[] read(IndexedResult place);

    @Override
    public final Map<Long, Result> byLine() {
        return byLine;
    }

    @Override
    public final byte[] raw(long line) {
        IndexedResult place = found.get(line);
        if (place == null) {
            throw new NoSuchElementException("line " + line + " has no result");
        }
        return read(place);
    }
}
