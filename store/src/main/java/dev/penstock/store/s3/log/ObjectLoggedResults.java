package dev.penstock.store.s3.log;

import dev.penstock.store.LoggedResults;
import dev.penstock.store.ResultCodec;
import java.io.IOException;

/** Reads all objects of a batch's log, of which a portion is in memory at a time. */
record ObjectLoggedResults(BatchLog batch) implements LoggedResults {
    @Override
    public long bytes() throws IOException {
        batch.directory().refresh();
        return batch.directory().bytes();
    }

    @Override
    public void visit(Visitor visitor) throws IOException {
        batch.directory().refresh();
        batch.read(batch.directory().all(0), (object, content, section) -> {
            if (LogFolder.isFinal(section.folder())) {
                content.results(
                        section, (text, offset) -> visitor.visit(object.writer(), ResultCodec.decodeWithoutBody(text)));
            }
        });
    }
}
