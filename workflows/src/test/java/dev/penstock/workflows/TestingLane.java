package dev.penstock.workflows;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.providerbatch.CollectedResults;
import dev.penstock.contracts.providerbatch.LaneActivity;
import dev.penstock.contracts.providerbatch.LanePlan;
import dev.penstock.contracts.providerbatch.Part;
import dev.penstock.contracts.providerbatch.PartInput;
import dev.penstock.contracts.providerbatch.ProviderBatch;
import dev.penstock.contracts.providerbatch.UploadedPart;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A provider for workflow tests, whose batches take their time by the test's clock; what was asked is written down. */
public final class TestingLane implements LaneActivity {
    final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
    private final int parts;
    private final int requests;
    private final LongSupplier clock;
    private final AtomicLong createdAt = new AtomicLong();
    private volatile Duration takes = Duration.ZERO;
    private volatile int stallAt = Integer.MAX_VALUE;
    private volatile boolean cancelled;
    private final AtomicReference<@Nullable RuntimeException> failsNext = new AtomicReference<>();
    private volatile int roomAfter;
    private volatile int leftEachTime;

    public TestingLane(int parts, int requests, LongSupplier clock) {
        this.parts = parts;
        this.requests = requests;
        this.clock = clock;
    }

    public TestingLane takes(Duration time) {
        takes = time;
        return this;
    }

    public TestingLane stallsAt(int completed) {
        stallAt = completed;
        return this;
    }

    /** Only the creation after so many is taken. */
    public TestingLane hasRoomAfter(int creations) {
        roomAfter = creations;
        return this;
    }

    public TestingLane leaves(int withoutResult) {
        leftEachTime = withoutResult;
        return this;
    }

    /** Fails the next upload. */
    public TestingLane failsOnce(RuntimeException failure) {
        failsNext.set(failure);
        return this;
    }

    public long count(String what) {
        return asked.stream().filter(each -> each.startsWith(what)).count();
    }

    @Override
    public LanePlan split(BatchId batch, BatchSpec spec) {
        List<Part> all = IntStream.rangeClosed(1, parts)
                .mapToObj(number -> new Part(number, TestingActivities.POOL, "/v1/x", "m", requests, 1_000, 1_000))
                .toList();
        return new LanePlan("key", all, (long) parts * requests, 60, "a test");
    }

    @Override
    public UploadedPart upload(PartInput part) {
        RuntimeException failure = failsNext.getAndSet(null);
        if (failure != null) {
            throw failure;
        }
        asked.add("upload %d.%d".formatted(part.part().number(), part.submission()));
        return new UploadedPart("file-" + part.part().number(), requests);
    }

    @Override
    public ProviderBatch create(PartInput part, String fileId) {
        asked.add("create %d.%d".formatted(part.part().number(), part.submission()));
        createdAt.set(clock.getAsLong());
        return roomAfter-- > 0
                ? ProviderBatch.later("no room")
                : batch("batch-" + part.part().number(), "validating", 0);
    }

    @Override
    public ProviderBatch look(PartInput part, String providerId) {
        asked.add("look");
        if (cancelled) {
            return batch(providerId, "cancelled", Math.min(stallAt, requests));
        }
        boolean done = clock.getAsLong() - createdAt.get() >= takes.toMillis() && stallAt >= requests;
        return batch(providerId, done ? "completed" : "in_progress", done ? requests : Math.min(stallAt, requests));
    }

    @Override
    public ProviderBatch cancel(PartInput part, String providerId) {
        asked.add("cancel");
        cancelled = true;
        return batch(providerId, "cancelling", 0);
    }

    @Override
    public ProviderBatch abandon(PartInput part) {
        asked.add("abandon");
        return batch(null, "none", 0);
    }

    @Override
    public CollectedResults collect(PartInput part, ProviderBatch ended) {
        asked.add("collect %d.%d%s".formatted(part.part().number(), part.submission(), part.last() ? " last" : ""));
        Receipt receipt = TestingActivities.answered((int) ended.completed());
        return new CollectedResults(receipt, ended.isCancelled() ? requests - (int) ended.completed() : leftEachTime);
    }

    private ProviderBatch batch(@Nullable String id, String status, long completed) {
        return new ProviderBatch(id, status, requests, completed, 0, "out", null, null, false);
    }
}
