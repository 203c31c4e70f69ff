package dev.penstock.store.s3;

import dev.penstock.store.GrowingDocument;
import dev.penstock.store.s3.object.GroupWriter;
import dev.penstock.store.s3.object.S3Objects;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** A document that grows by an object for each group of what is appended. */
final class ObjectSeries implements GrowingDocument {
    private final S3Objects place;
    private final AtomicInteger objects = new AtomicInteger();
    private final GroupWriter<byte[]> groups = new GroupWriter<>(this::prepare);
    private volatile boolean failed;

    ObjectSeries(S3Objects place) {
        this.place = place;
    }

    @Override
    public CompletableFuture<Void> append(byte[] bytes) {
        return groups.add(bytes, bytes.length, true).whenComplete((done, failure) -> failed |= failure != null);
    }

    @Override
    public boolean isUsable() {
        return !failed;
    }

    /** Waits for what was appended; an object is durable once it is written. */
    @Override
    public void sync() {
        groups.flush();
    }

    @Override
    public void close() {
        groups.close();
    }

    private GroupWriter.Write prepare(List<byte[]> group) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        group.forEach(content::writeBytes);
        String name = "%08d".formatted(objects.incrementAndGet());
        return () -> place.put(name, content.toByteArray());
    }
}
