package dev.penstock.activities.providerbatch;

import dev.penstock.activities.budget.PaidEarlier;
import dev.penstock.contracts.BatchId;
import dev.penstock.store.BatchFile;
import dev.penstock.store.RequestCodec;
import dev.penstock.store.ResultLog;
import dev.penstock.store.ShardLog;
import dev.penstock.store.ShardLog.Calls;
import dev.penstock.store.Store;
import dev.penstock.store.line.LineReader;
import dev.penstock.store.line.TextLine;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads a part's requests that have no result yet, in order, one in memory at a time. */
final class PartLines {
    private final Store store;
    private final ResultLog log;
    private final ActivityHeartbeat heart;

    PartLines(Store store, ResultLog log, ActivityHeartbeat heart) {
        this.store = store;
        this.log = log;
        this.heart = heart;
    }

    /** Receives the lines, the calls of each that brought no result, and what it has cost in earlier rounds. */
    @FunctionalInterface
    interface Visitor {
        void visit(int shard, RequestCodec.Key request, Calls earlier, PaidEarlier paid, byte[] text)
                throws IOException;
    }

    void each(BatchId batch, int round, StoredPart part, Visitor visitor) throws IOException {
        long from = part.ranges().getFirst().offset();
        InputStream in = store.find(batch, BatchFile.INPUT)
                .orElseThrow(
                        () -> new FileNotFoundException("there is no file " + store.locate(batch, BatchFile.INPUT)));
        in.skipNBytes(from);
        try (LineReader lines = new LineReader(in, Integer.MAX_VALUE)) {
            for (StoredPart.Range range : part.ranges()) {
                heart.check();
                ShardLog logged = log.read(batch, range.shard());
                while (from + lines.position() < range.offset()) {
                    lines.next();
                }
                while (from + lines.position() < range.end()) {
                    visit(lines.next(), range.shard(), logged, round, visitor);
                }
            }
        }
    }

    private static void visit(@Nullable TextLine line, int shard, ShardLog logged, int round, Visitor visitor)
            throws IOException {
        if (line == null) {
            throw new IOException("the stored input is shorter than the batch's plan");
        }
        RequestCodec.Key request = RequestCodec.decodeKey(line.text());
        if (logged.find(request.line(), round).isEmpty()) {
            PaidEarlier paid = PaidEarlier.of(logged, request.line(), round);
            visitor.visit(shard, request, logged.calls(request.line()), paid, line.text());
        }
    }
}
