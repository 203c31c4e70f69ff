package dev.penstock.activities.batch.planning;

import dev.penstock.activities.reuse.DuplicateRequest;
import dev.penstock.contracts.BatchId;
import dev.penstock.store.AtomicFile;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Json;
import dev.penstock.store.Store;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Finds the requests of a batch that equal earlier ones, and writes them to a file; keeps 20 bytes of each request in
 * memory.
 */
final class DuplicateFinder implements Closeable {
    private final IdTable table = new IdTable();
    /** The first line of each shard. */
    private final List<Long> shards = new ArrayList<>();

    private final AtomicFile draft;
    private long count;

    DuplicateFinder(Store store, BatchId batch) throws IOException {
        this.draft = store.create(batch, BatchFile.DUPLICATES);
    }

    /**
     * Returns whether a request equals an earlier one, and writes the duplicate to the file. Requests must be passed in
     * line order.
     *
     * @param digest digest of the request's content; half of it is compared
     */
    boolean isDuplicate(byte[] digest, long line, String customId, int shard) throws IOException {
        while (shards.size() <= shard) {
            shards.add(line);
        }
        ByteBuffer bits = ByteBuffer.wrap(digest);
        int earlier = table.put(bits.getLong(), bits.getLong(), Math.toIntExact(line));
        if (earlier == 0) {
            return false;
        }
        int place = Collections.binarySearch(shards, (long) earlier);
        int ofShard = place >= 0 ? lastOf(place) : -place - 2;
        draft.write(Json.MAPPER.writeValueAsBytes(new DuplicateRequest(line, customId, shard, earlier, ofShard)));
        draft.write('\n');
        count++;
        return true;
    }

    long count() {
        return count;
    }

    void publish() throws IOException {
        draft.publish();
    }

    @Override
    public void close() throws IOException {
        draft.close();
    }

    /** Returns the last shard with this first line: a shard without requests here gets the first line of the next one. */
    private int lastOf(int place) {
        int last = place;
        while (last + 1 < shards.size() && shards.get(last + 1).equals(shards.get(place))) {
            last++;
        }
        return last;
    }
}
