package dev.penstock.store.s3.log;

import dev.penstock.store.log.IndexedResult;
import dev.penstock.store.log.IndexedResults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** The results of a shard in objects; a line is read unless it is in memory. */
final class ObjectResults extends IndexedResults {
    private final BatchLog batch;
    private final Map<ShardObjects.Place, byte[]> texts;

    ObjectResults(BatchLog batch, Map<Long, IndexedResult> found, Map<ShardObjects.Place, byte[]> texts) {
        super(found);
        this.batch = batch;
        this.texts = texts;
    }

    @Override
    protected byte[] read(IndexedResult place) {
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
