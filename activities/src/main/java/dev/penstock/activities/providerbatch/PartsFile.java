package dev.penstock.activities.providerbatch;

import dev.penstock.contracts.BatchId;
import dev.penstock.store.AtomicFile;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Json;
import dev.penstock.store.Store;
import dev.penstock.store.line.LineReader;
import dev.penstock.store.line.TextLine;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads and writes the file that says how a batch was cut into parts. */
final class PartsFile {
    private final Store store;

    PartsFile(Store store) {
        this.store = store;
    }

    Optional<StoredParts> find(BatchId batch) throws IOException {
        Optional<InputStream> found = store.find(batch, BatchFile.PARTS);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (LineReader lines = new LineReader(found.get(), Integer.MAX_VALUE)) {
            TextLine first = lines.next();
            if (first == null) {
                return Optional.empty();
            }
            StoredParts.Head head = Json.MAPPER.readValue(first.text(), StoredParts.Head.class);
            List<StoredPart> parts = new ArrayList<>();
            for (TextLine line = lines.next(); line != null; line = lines.next()) {
                parts.add(Json.MAPPER.readValue(line.text(), StoredPart.class));
            }
            return Optional.of(new StoredParts(head, parts));
        }
    }

    StoredPart get(BatchId batch, int number) throws IOException {
        return find(batch)
                .filter(parts -> parts.parts().size() >= number)
                .map(parts -> parts.parts().get(number - 1))
                .orElseThrow(() -> new FileNotFoundException("batch %s has no part %d at %s"
                        .formatted(batch, number, store.locate(batch, BatchFile.PARTS))));
    }

    void write(BatchId batch, StoredParts parts) throws IOException {
        try (AtomicFile draft = store.create(batch, BatchFile.PARTS)) {
            draft.write(Json.MAPPER.writeValueAsBytes(parts.head()));
            draft.write('\n');
            for (StoredPart part : parts.parts()) {
                draft.write(Json.MAPPER.writeValueAsBytes(part));
                draft.write('\n');
            }
            draft.publish();
        }
    }
}
