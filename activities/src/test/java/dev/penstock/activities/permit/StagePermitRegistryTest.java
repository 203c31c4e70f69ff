package dev.penstock.activities.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.penstock.contracts.BatchId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StagePermitRegistryTest {
    private static final BatchId BATCH = new BatchId("b");

    private final StagePermitRegistry stages = new StagePermitRegistry();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ConcurrentLinkedQueue<String> entered = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    @Test
    void aSliceUsesWhatAnotherLeavesIdle() {
        StagePermits busy = join(1, 3);
        StagePermits idle = join(2, 2);
        enter(busy, "a", "b", "c");
        await().untilAsserted(() -> assertThat(entered).containsExactlyInAnyOrder("a", "b", "c"));

        enter(idle, "d");
        busy.release();

        await().untilAsserted(() -> assertThat(entered).endsWith("d"));
    }

    @Test
    void theEarlierSliceGoesFirst() {
        StagePermits first = join(1, 2);
        StagePermits second = join(1, 2);
        enter(second, "x", "y");
        await().untilAsserted(() -> assertThat(entered).hasSize(2));
        enter(second, "later");
        await().untilAsserted(() -> assertThat(waiting()).isEqualTo(1));
        enter(first, "earlier");
        await().untilAsserted(() -> assertThat(waiting()).isEqualTo(2));

        second.release();

        await().untilAsserted(() -> assertThat(entered).hasSize(3).endsWith("earlier"));
    }

    @Test
    void whatASliceCannotUseItselfIsNotLent() {
        StagePermits retried = join(10, 1);
        StagePermits other = join(1, 3);

        enter(other, "x", "y", "z");

        await().untilAsserted(() -> assertThat(entered).hasSize(2));
        await().untilAsserted(() -> assertThat(waiting()).isOne());
        retried.close();
    }

    @Test
    void whoGivesUpDoesNotWaitForOthers() {
        StagePermits busy = join(1, 2);
        enter(busy, "a");
        await().untilAsserted(() -> assertThat(entered).hasSize(1));
        StagePermits cancelled = join(0, 2);
        Future<Boolean> entering = threads.submit(cancelled::acquire);
        await().untilAsserted(() -> assertThat(waiting()).isOne());

        cancelled.stopWaiting();

        await().untilAsserted(() -> assertThat(entering).isDone());
        assertThat(entering.resultNow()).isFalse();
        assertThat(waiting()).isZero();
        cancelled.close();
        busy.close();
        assertThat(stages.size()).isZero();
    }

    @Test
    void whoStopsWaitingIsInNobodysWay() throws Exception {
        StagePermits only = join(1, 3);
        enter(only, "a");
        await().untilAsserted(() -> assertThat(entered).hasSize(1));
        Thread impatient = Thread.ofVirtual().start(() -> enterNow(only, "never"));
        await().untilAsserted(() -> assertThat(waiting()).isEqualTo(1));

        impatient.interrupt();
        impatient.join();
        only.release();
        enter(only, "b");

        await().untilAsserted(() -> assertThat(entered).containsExactly("a", "b"));
    }

    /** What workflows count on: whatever the order, no more calls than the slices under way have brought. */
    @Test
    void thereAreNeverMoreCallsThanPlaces() throws Exception {
        Random random = new Random(7);
        AtomicInteger calls = new AtomicInteger();
        AtomicInteger places = new AtomicInteger();
        AtomicBoolean exceeded = new AtomicBoolean();
        List<Future<?>> slices = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            int requests = 1 + random.nextInt(10);
            int brought = 1 + random.nextInt(requests);
            int fewer = random.nextInt(requests + 1);
            int turns = random.nextInt(50);
            slices.add(threads.submit(() -> {
                int own = Math.min(brought, fewer);
                places.addAndGet(own);
                StagePermits slice = stages.join(BATCH, "s", brought);
                slice.expect(fewer);
                callAll(slice, fewer, turns, calls, places, exceeded);
                slice.close();
                places.addAndGet(-own);
                return null;
            }));
        }
        for (Future<?> slice : slices) {
            slice.get();
        }

        assertThat(exceeded).isFalse();
        assertThat(calls).hasValue(0);
        assertThat(stages.size()).isZero();
    }

    private void callAll(
            StagePermits slice,
            int requests,
            int turns,
            AtomicInteger calls,
            AtomicInteger places,
            AtomicBoolean exceeded)
            throws Exception {
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            all.add(threads.submit(() -> {
                boolean unused = slice.acquire();
                if (calls.incrementAndGet() > places.get()) {
                    exceeded.set(true);
                }
                // A call of some length, during which others come and go.
                for (int turn = 0; turn < turns; turn++) {
                    Thread.yield();
                }
                calls.decrementAndGet();
                slice.release();
                return null;
            }));
        }
        for (Future<?> each : all) {
            each.get();
        }
    }

    private StagePermits join(int places, int requests) {
        StagePermits slice = stages.join(BATCH, "s", places);
        slice.expect(requests);
        return slice;
    }

    private void enter(StagePermits slice, String... names) {
        for (String name : names) {
            Future<?> unused = threads.submit(() -> enterNow(slice, name));
        }
    }

    private void enterNow(StagePermits slice, String name) {
        try {
            if (slice.acquire()) {
                entered.add(name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int waiting() {
        return stages.waiting();
    }
}
