package dev.penstock.store.s3.log;

import dev.penstock.store.Json;
import dev.penstock.store.s3.object.ParallelRequests;
import dev.penstock.store.s3.object.S3Objects;
import dev.penstock.store.s3.object.StoredObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The names of the objects of a batch's log. Each refresh lists the writers, and of each the objects after the last known one: a
 * writer writes one after another.
 */
final class LogDirectory {
    private static final String ASIDE = "aside-";

    private final S3Objects log;
    /** Held while the bucket is listed, for which a monitor would keep the carriers of virtual threads. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Map<String, LogObject> last = new HashMap<>();
    private final List<LogObject> all = new ArrayList<>();
    private final Map<Integer, List<LogObject>> byShard = new HashMap<>();
    private final Map<String, AsideMark> marks = new HashMap<>();
    private int version;
    private long bytes;

    /**
     * @param log the place of the batch's log
     */
    LogDirectory(S3Objects log) {
        this.log = log;
    }

    void refresh() throws IOException {
        lock.lock();
        try {
            list();
        } finally {
            lock.unlock();
        }
    }

    /** Returns a number that changes when objects that were listed don't count any more. */
    int version() {
        return locked(() -> version);
    }

    /** Returns the number of bytes in the log, and one more for each time that results were set aside. */
    long bytes() {
        return locked(() -> bytes + marks.size());
    }

    /** Returns all objects after the first few, in an order in which each writer's come one after another. */
    List<LogObject> all(int from) {
        return locked(() -> List.copyOf(all.subList(from, all.size())));
    }

    /** Returns the objects with lines of a shard, after the first few, in the order in which they were found. */
    List<LogObject> of(int shard, int from) {
        return locked(() -> {
            List<LogObject> objects = byShard.getOrDefault(shard, List.of());
            return List.copyOf(objects.subList(from, objects.size()));
        });
    }

    boolean isAside(LogObject object, String folder) {
        return locked(() -> marks.values().stream().anyMatch(mark -> mark.isAside(object, folder)));
    }

    /** Takes results out of the log, once for a round. */
    void setAside(Set<String> stages, int round) throws IOException {
        lock.lock();
        try {
            list();
            Map<String, Long> through = new HashMap<>();
            last.forEach((writer, object) -> through.put(writer, object.number()));
            boolean unused = log.putNew(
                    ASIDE + "%04d.json".formatted(round),
                    Json.MAPPER.writeValueAsBytes(new AsideMark(stages, through)));
        } finally {
            lock.unlock();
        }
    }

    private <T> T locked(Supplier<T> known) {
        lock.lock();
        try {
            return known.get();
        } finally {
            lock.unlock();
        }
    }

    private void list() throws IOException {
        S3Objects.Folder found = log.folder("");
        if (!Set.copyOf(found.folders()).containsAll(last.keySet())) {
            forget(); // the batch was deleted with its results
        }
        for (StoredObject object : found.objects()) {
            if (object.key().startsWith(ASIDE) && !marks.containsKey(object.key())) {
                marks.put(
                        object.key(),
                        Json.MAPPER.readValue(log.read(object.key()).orElseThrow(), AsideMark.class));
                version++;
            }
        }
        ParallelRequests.all(found.folders(), this::after).forEach(objects -> objects.forEach(this::add));
    }

    private List<LogObject> after(String writer) throws IOException {
        LogObject known = last.get(writer);
        List<LogObject> objects = new ArrayList<>();
        try {
            for (StoredObject object : log.list(writer + "/", known == null ? null : known.key())) {
                LogObject.parse(object.key(), object.size()).ifPresent(objects::add);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return objects;
    }

    private void add(LogObject object) {
        last.put(object.writer(), object);
        all.add(object);
        bytes += object.size();
        object.shards()
                .forEach(shard ->
                        byShard.computeIfAbsent(shard, any -> new ArrayList<>()).add(object));
    }

    private void forget() {
        last.clear();
        all.clear();
        byShard.clear();
        marks.clear();
        bytes = 0;
        version++;
    }
}
