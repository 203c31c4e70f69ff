package dev.penstock.store.line;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Slice;
import dev.penstock.store.BatchFile;
import dev.penstock.store.RequestCodec;
import dev.penstock.store.RequestLine;
import dev.penstock.store.Store;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the requests of a slice. */
public final class RequestLines {
    private RequestLines() {}

    public static List<RequestLine> read(Store store, BatchId batch, BatchFile file, Slice slice) {
        List<RequestLine> requests = new ArrayList<>(slice.requests());
        try {
            byte[] text = store.readRange(batch, file, slice.offset(), slice.length());
            LineReader lines = new LineReader(new ByteArrayInputStream(text), Integer.MAX_VALUE);
            for (TextLine line = lines.next(); line != null; line = lines.next()) {
                requests.add(RequestCodec.decode(line.text()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot read slice %d of %s: %s"
                            .formatted(slice.index(), store.locate(batch, file), e.getMessage()),
                    e);
        }
        return requests;
    }
}
