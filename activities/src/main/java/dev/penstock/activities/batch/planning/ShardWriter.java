package dev.penstock.activities.batch.planning;

import dev.penstock.activities.plan.OpenShard;
import dev.penstock.activities.plan.SliceCut;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.store.AtomicFile;
import dev.penstock.store.Json;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Cuts shards and writes them. */
final class ShardWriter implements Closeable {
    private final BatchSpec spec;
    private final SliceCut cut;
    private final AtomicFile draft;
    private final List<Long> places = new ArrayList<>(List.of(0L));
    private OpenShard current = new OpenShard(0, 0);
    private long requests;
    private long offset;

    ShardWriter(BatchSpec spec, SliceCut cut, AtomicFile draft) {
        this.spec = spec;
        this.cut = cut;
        this.draft = draft;
    }

    /** Returns the number of the shard that the next request belongs to. */
    int shard() {
        return places.size() - 1;
    }

    void add(long line, int length, LineCheck.Sound request) throws IOException {
        current.add(line, length, request.pool(), request.tokens(), request.worst());
        offset += length;
        added();
    }

    void duplicate(long line) throws IOException {
        current.duplicate(line);
        added();
    }

    void skip(long line) throws IOException {
        current.skip(line);
        added();
    }

    long requests() {
        return requests;
    }

    /** Returns the offset of each shard's line in the plan, and the end of the last one. */
    List<Long> finish() throws IOException {
        if (current.requests() > 0) {
            write(current);
        }
        return places;
    }

    void publish() throws IOException {
        draft.publish();
    }

    @Override
    public void close() throws IOException {
        draft.close();
    }

    private void added() throws IOException {
        requests++;
        if (current.requests() < spec.shard()) {
            return;
        }
        write(current);
        current = new OpenShard(shard(), offset);
    }

    private void write(OpenShard shard) throws IOException {
        byte[] line = Json.MAPPER.writeValueAsBytes(shard.cut(cut));
        draft.write(line);
        draft.write('\n');
        places.add(places.get(places.size() - 1) + line.length + 1);
    }
}
