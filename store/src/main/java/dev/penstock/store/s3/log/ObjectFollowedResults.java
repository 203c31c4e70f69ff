package dev.penstock.store.s3.log;

import dev.penstock.store.FollowedResults;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Follows a batch's log object by object. */
final class ObjectFollowedResults implements FollowedResults {
    private final BatchLog batch;
    private final Deque<LogObject> next = new ArrayDeque<>();
    private final PollBackoff backoff = new PollBackoff();
    private int listed;

    /**
     * @param batch with a directory of its own
     */
    ObjectFollowedResults(BatchLog batch) {
        this.batch = batch;
    }

    @Override
    public List<String> readNew() throws IOException {
        list();
        List<String> lines = new ArrayList<>();
        batch.read(List.copyOf(next), (object, content, section) -> add(lines, content, section));
        next.clear();
        return found(lines);
    }

    @Override
    public List<String> readSome() throws IOException {
        if (next.isEmpty()) {
            list();
        }
        List<String> lines = new ArrayList<>();
        while (lines.isEmpty() && !next.isEmpty()) {
            LogObject object = next.peek();
            batch.read(object, batch.content(object), (any, content, section) -> add(lines, content, section));
            next.remove();
        }
        return found(lines);
    }

    @Override
    public Duration pause() {
        return backoff.next();
    }

    private List<String> found(List<String> lines) {
        if (!lines.isEmpty()) {
            backoff.reset();
        }
        return lines;
    }

    private void list() throws IOException {
        int version = batch.directory().version();
        batch.directory().refresh();
        List<LogObject> more =
                batch.directory().all(version == batch.directory().version() ? listed : 0);
        listed = version == batch.directory().version() ? listed + more.size() : more.size();
        next.addAll(more);
    }

    private static void add(List<String> lines, LogContent content, LogContent.Section section) throws IOException {
        if (LogFolder.isFinal(section.folder())) {
            content.results(section, (text, offset) -> lines.add(new String(text, StandardCharsets.UTF_8)));
        }
    }
}
