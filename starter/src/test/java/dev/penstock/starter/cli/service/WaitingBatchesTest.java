package dev.penstock.starter.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.BatchId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WaitingBatchesTest {
    private static final BatchId OLD = new BatchId("old");
    private static final BatchId LATER = new BatchId("later");

    private final List<BatchId> running = new ArrayList<>(List.of(OLD));
    private final Map<BatchId, String> missing = new HashMap<>();
    private final Set<BatchId> broken = new HashSet<>();
    private final List<BatchId> asked = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private final AtomicLong now = new AtomicLong();
    private final WaitingBatches waiting = new WaitingBatches(running::stream, this::find, said::add, now::get);

    @Test
    void eachBatchThatWaitsIsNamedOnce() {
        missing.put(OLD, "waits for a worker with pool p");
        look();
        look();
        assertThat(said).containsExactly("batch old waits for a worker with pool p");

        running.add(LATER);
        look();
        missing.put(LATER, "waits for a worker with pool q");
        look();
        assertThat(said).hasSize(2).last().isEqualTo("batch later waits for a worker with pool q");
    }

    @Test
    void aBatchThatCannotBeLookedAtHidesNoOtherAndIsTriedAgain() {
        running.add(LATER);
        broken.add(OLD);
        missing.put(OLD, "waits");
        missing.put(LATER, "waits");

        look();
        assertThat(said).containsExactly("batch later waits");

        broken.clear();
        look();
        assertThat(said).containsExactly("batch later waits", "batch old waits");
    }

    @Test
    void ofManyBatchesEachHasItsTurnHoweverOldAndNoLookIsLong() {
        running.clear();
        IntStream.range(0, 120).mapToObj(n -> new BatchId("b" + n)).forEach(running::add);
        missing.put(running.getLast(), "waits");

        look();
        assertThat(asked).hasSize(50);
        look();
        look();
        assertThat(said).containsExactly("batch b119 waits");
        assertThat(asked).containsAll(running).hasSize(150);
    }

    @Test
    void aBatchThatWaitsForNothingIsLeftAloneForAWhile() {
        look();
        waiting.sayNew();
        assertThat(asked).containsExactly(OLD);

        running.add(LATER);
        waiting.sayNew();
        assertThat(asked).as("a new one is not").containsExactly(OLD, LATER);
    }

    @Test
    @Timeout(60)
    void aLookThatFailsIsNotTheLast() throws InterruptedException {
        Semaphore looks = new Semaphore(0);
        WaitingBatches failing = new WaitingBatches(
                () -> {
                    looks.release();
                    throw new StackOverflowError();
                },
                this::find,
                said::add,
                now::get);

        for (int look = 0; look < 2; look++) {
            now.addAndGet(TimeUnit.SECONDS.toNanos(10));
            while (!looks.tryAcquire(10, TimeUnit.MILLISECONDS)) {
                failing.look();
            }
        }
        assertThat(said).isEmpty();
    }

    /** Looks when each batch may be looked at again. */
    private void look() {
        now.addAndGet(TimeUnit.SECONDS.toNanos(30));
        waiting.sayNew();
    }

    private Optional<String> find(BatchId batch) {
        asked.add(batch);
        if (broken.contains(batch)) {
            throw new IllegalStateException("its plan cannot be read");
        }
        return Optional.ofNullable(missing.get(batch));
    }
}
