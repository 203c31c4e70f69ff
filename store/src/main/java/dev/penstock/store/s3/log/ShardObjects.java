package dev.penstock.store.s3.log;

import dev.penstock.store.ResultCodec;
import dev.penstock.store.ShardLog;
import dev.penstock.store.log.IndexedResult;
import dev.penstock.store.log.ShardEntries;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The index of one shard's results and calls; each refresh reads only objects that came since the last one. */
final class ShardObjects {
    private static final Logger log = LoggerFactory.getLogger(ShardObjects.class);

    private final BatchLog batch;
    private final int shard;
    private final String folder;
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

    synchronized ShardLog log() throws IOException {
        refresh();
        return entries.log();
    }

    synchronized ObjectResults results() throws IOException {
        refresh();
        return new ObjectResults(batch, entries.best(), texts);
    }

    private void refresh() throws IOException {
        LogDirectory directory = batch.directory();
        directory.refresh();
        if (version != directory.version()) {
            version = directory.version();
            entries = new ShardEntries();
            read = 0;
        }
        List<LogObject> more = directory.of(shard, read);
        batch.read(more, this::add);
        read += more.size();
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
            if (room >= text.length) {
                room -= text.length;
                texts.put(new Place(object.key(), offset), text);
            }
        });
    }
}
