package dev.penstock.store.s3.log;

import dev.penstock.store.ResultCodec;
import dev.penstock.store.ShardLog;
import dev.penstock.store.log.IndexedResult;
import dev.penstock.store.log.ShardEntries;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The index of one shard's results and calls; each refresh reads only objects that came since the last one. */
final class ShardObjects {
    private static final Logger log = LoggerFactory.getLogger(ShardObjects.class);

    private final BatchLog batch;
    private final int shard;
    private final String folder;
    /** Held while objects are read, for which a monitor would keep the carriers of virtual threads. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Map<Place, byte[]> texts = new HashMap<>();
    private ShardEntries entries = new ShardEntries();
    private int read;
    private int version;
    private long room;

    /** Where a line is. */
    record Place(String key, long offset) {}

    /**
     * @param textBytes how many bytes of results are kept with the index, for a caller that reads them next
     */
    ShardObjects(BatchLog batch, int shard, String folder, long textBytes) {
        this.batch = batch;
        this.shard = shard;
        this.folder = folder;
        this.room = textBytes;
    }

    ShardLog log() throws IOException {
        lock.lock();
        try {
            refresh();
            return entries.log();
        } finally {
            lock.unlock();
        }
    }

    ObjectResults results() throws IOException {
        lock.lock();
        try {
            refresh();
            return new ObjectResults(batch, entries.best(), texts);
        } finally {
            lock.unlock();
        }
    }

    private void refresh() throws IOException {
        LogDirectory directory = batch.directory();
        directory.refresh();
        if (version != directory.version()) {
            version = directory.version();
            forget();
        }
        List<LogObject> more = directory.of(shard, read);
        try {
            batch.read(more, this::add);
        } catch (IOException | RuntimeException e) {
            forget(); // some of them were added, and the next refresh would add them again
            throw e;
        }
        read += more.size();
    }

    private void forget() {
        entries = new ShardEntries();
        read = 0;
    }

    private void add(LogObject object, LogContent content, LogContent.Section section) throws IOException {
        if (!section.folder().equals(folder)) {
            return;
        }
        content.calls(section, (text, offset) -> {
            try {
                entries.call(object.writer(), text);
            } catch (IOException e) {
                // Not worth stopping for: the unreadable line may hide a call that was cut off, but no result.
                log.warn("{} has a line that is not the record of a call", object.key());
            }
        });
        content.results(section, (text, offset) -> {
            entries.result(
                    object.writer(),
                    new IndexedResult(ResultCodec.decodeWithoutBody(text), object.key(), offset, text.length));
            if (room >= text.length && texts.putIfAbsent(new Place(object.key(), offset), text) == null) {
                room -= text.length;
            }
        });
    }
}
