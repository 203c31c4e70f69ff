package dev.penstock.store.s3.log;

import dev.penstock.store.s3.object.ParallelRequests;
import dev.penstock.store.s3.object.S3Objects;
import java.io.IOException;
import java.util.List;

/**
 * A batch's log as this process knows it.
 *
 * @param objects the place of the log
 */
record BatchLog(S3Objects objects, LogDirectory directory, LogContents contents) {
    /** The objects that are read at a time, of some hundred kilobytes each. */
    private static final int PORTION = 64;

    /** Receives the lines of a folder in one object. */
    @FunctionalInterface
    interface Reader {
        void read(LogObject object, LogContent content, LogContent.Section section) throws IOException;
    }

    /** Reads objects in their order, without what was set aside. */
    void read(List<LogObject> found, Reader reader) throws IOException {
        for (int from = 0; from < found.size(); from += PORTION) {
            List<LogObject> portion = found.subList(from, Math.min(found.size(), from + PORTION));
            List<LogContent> read = ParallelRequests.all(portion, this::content);
            for (int i = 0; i < portion.size(); i++) {
                read(portion.get(i), read.get(i), reader);
            }
        }
    }

    void read(LogObject object, LogContent content, Reader reader) throws IOException {
        for (LogContent.Section section : content.sections()) {
            if (!directory.isAside(object, section.folder())) {
                reader.read(object, content, section);
            }
        }
    }

    LogContent content(LogObject object) throws IOException {
        return contents.read(objects, object);
    }
}
