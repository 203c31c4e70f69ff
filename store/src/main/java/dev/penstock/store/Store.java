package dev.penstock.store;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Slice;
import java.util.List;

/** Where batches' files lie: {@code batches/<id>/{input.jsonl, plan/…, results/<shard>/…, output.jsonl, errors.jsonl}}. */
public interface Store {
    /** The requests of a slice, read from the batch's {@code input.jsonl} at the slice's place. */
    List<RequestLine> read(BatchId batch, Slice slice);

    /** This process's writer; to be closed. */
    ResultLog openLog();
}
