package dev.penstock.store.s3.log;

import dev.penstock.store.Result;
import dev.penstock.store.ShardResults;
import dev.penstock.store.log.IndexedResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;

/** Keeps the places of a shard's results, and reads a result's line on demand unless it is in memory. */
final class ObjectResults implements ShardResults {
    private final BatchLog batch;
    private final Map<Long, IndexedResult> found;
    private final Map<ShardObjects.Place, byte[]> texts;
    private final Map<Long, Result> byLine = new HashMap<>();

    ObjectResults(BatchLog batch, Map<Long, IndexedResult> found, Map<ShardObjects.Place, byte[]> texts) {
        this.batch = batch;
        this.found = found;
        this.texts = texts;
        found.forEach((line, each) -> byLine.put(line, each.result()));
    }

    @Override
    public Map<Long, Result> byLine() {
        return byLine;
    }

    @Override
    public byte[] raw(long line) {
        IndexedResult place = found.get(line);
        if (place == null) {
            throw new NoSuchElementException("line " + line + " has no result");
        }
        byte[] text = texts.get(new ShardObjects.Place(place.file(), place.offset()));
        if (text != null) {
            return text;
        }
        try {
            return batch.contents().read(batch.objects(), place.file(), place.offset(), place.length());
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /** Does nothing: nothing is open. */
    @Override
    public void close() {}
}
