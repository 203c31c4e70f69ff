package dev.penstock.service.callers.share;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.store.DocumentStore;
import dev.penstock.store.GrowingDocument;
import dev.penstock.store.StoreUnavailableException;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SharedKeyLimitsTest {
    private static final String KEY = "0a1b2c3d/requests";
    private static final long LIMIT = 120;

    private final MovableTime time = new MovableTime();
    private final List<Long> taken = new ArrayList<>();
    private DocumentStore documents;

    @BeforeEach
    void open() {
        documents = new DocumentsInMemory();
    }

    @Test
    void aProcessAloneHasTheWholeLimitAtOnce() {
        SharedKeyLimits alone = process("a");

        assertThat(takeAll(alone)).isEqualTo((int) LIMIT);
        for (int second = 0; second < 30; second += 2) {
            time.pass(Duration.ofSeconds(2));
            alone.exchange(true);
        }
        assertThat(takeAll(alone)).isEqualTo((int) LIMIT / 2);
    }

    @Test
    void aSecondProcessThatIsThereHasAPartFromTheFirstRequestOn() {
        SharedKeyLimits one = process("a");
        SharedKeyLimits two = process("b");
        one.exchange(true);
        two.exchange(true);

        int first = takeAll(one);
        int second = takeAll(two);

        assertThat(first).isPositive();
        assertThat(second).isPositive();
        assertThat(first + second).isLessThanOrEqualTo((int) LIMIT);
    }

    @Test
    void theWholeLimitGoesWhereItIsWanted() {
        SharedKeyLimits idle = process("a");
        SharedKeyLimits busy = process("b");
        exchangeFor(Duration.ofMinutes(2), List.of(idle, busy), busy);
        taken.clear();

        exchangeFor(Duration.ofMinutes(2), List.of(idle, busy), busy);

        // A process that is only there keeps one a minute.
        assertThat(taken.size()).isBetween((int) (2 * (LIMIT - 1)) - 4, (int) (2 * LIMIT));
    }

    @Test
    void partsOfADeadProcessAreTakenOverAndItUsesNoneOfThemWhenItWakesUp() {
        SharedKeyLimits dead = process("a");
        SharedKeyLimits other = process("b");
        exchangeFor(Duration.ofMinutes(1), List.of(dead, other), dead);
        exchangeFor(Duration.ofMinutes(1), List.of(other), other);
        taken.clear();

        exchangeFor(Duration.ofMinutes(1), List.of(other), other);

        assertThat(taken.size()).isBetween((int) LIMIT - 4, (int) LIMIT + 1);
        assertThat(takeAll(dead)).isLessThanOrEqualTo(1);
    }

    @Test
    void requestsDoNotWaitForAStoreThatDoesNotAnswer() throws Exception {
        CountDownLatch answers = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        documents = new DocumentsInMemory() {
            @Override
            public List<String> names(String folder) {
                asked.countDown();
                await(answers);
                return super.names(folder);
            }
        };
        SharedKeyLimits alone = process("a");
        CompletableFuture<Boolean> first = CompletableFuture.supplyAsync(() -> take(alone), Thread::startVirtualThread);
        asked.await();

        assertThat(CompletableFuture.supplyAsync(() -> take(alone), Thread::startVirtualThread)
                        .get(10, TimeUnit.SECONDS))
                .isFalse();
        answers.countDown();
        assertThat(first.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aStoreThatFailsSlowlyIsNotAskedByEachRequest() {
        AtomicInteger asked = new AtomicInteger();
        documents = new DocumentsInMemory() {
            @Override
            public List<String> names(String folder) {
                asked.incrementAndGet();
                time.pass(Duration.ofSeconds(1));
                throw new StoreUnavailableException("gone");
            }
        };
        SharedKeyLimits alone = process("a");

        assertThat(take(alone)).isFalse();
        assertThat(take(alone)).isFalse();
        assertThat(asked).hasValue(1);
        time.pass(Duration.ofSeconds(1));
        assertThat(take(alone)).isFalse();
        assertThat(asked).hasValue(2);
    }

    @Test
    void processesThatComeGoAndDieNeverTakeMoreTogetherThanOneWould() {
        for (int seed = 0; seed < 5; seed++) {
            Random random = new Random(seed);
            taken.clear();
            time.pass(Duration.ofMinutes(5));
            List<SharedKeyLimits> alive = new ArrayList<>();
            for (int step = 0; step < 1500; step++) {
                time.pass(Duration.ofMillis(100));
                int event = random.nextInt(300);
                if (alive.isEmpty() || (event == 0 && alive.size() < 4)) {
                    alive.add(process(Long.toHexString(random.nextLong())));
                } else if (event == 1) {
                    alive.remove(random.nextInt(alive.size())).leave();
                } else if (event == 2) {
                    alive.remove(random.nextInt(alive.size()));
                }
                for (SharedKeyLimits process : alive) {
                    if (random.nextInt(20) == 0) {
                        process.exchange(true);
                    }
                    if (random.nextInt(2) == 0) {
                        take(process);
                    }
                }
            }
            assertThatOneBucketWouldHaveAllowedIt(seed);
            alive.forEach(SharedKeyLimits::leave);
        }
    }

    /** A bucket of a minute's requests never lets more than a minute's and what has filled it since. */
    private void assertThatOneBucketWouldHaveAllowedIt(int seed) {
        double most = 0;
        for (int first = 0; first < taken.size(); first++) {
            for (int last = first; last < taken.size(); last++) {
                double filled = LIMIT
                        * (taken.get(last) - taken.get(first))
                        / (double) Duration.ofMinutes(1).toNanos();
                most = Math.max(most, last - first + 1 - filled);
            }
        }
        assertThat(most).as("seed %d", seed).isLessThanOrEqualTo(LIMIT + 1.0);
    }

    private void exchangeFor(Duration length, List<SharedKeyLimits> processes, SharedKeyLimits busy) {
        for (int step = 0; step < length.toMillis() / 100; step++) {
            time.pass(Duration.ofMillis(100));
            take(busy);
            if (step % 20 == 0) {
                processes.forEach(process -> process.exchange(true));
            }
        }
    }

    private int takeAll(SharedKeyLimits process) {
        int all = 0;
        while (take(process)) {
            all++;
        }
        return all;
    }

    private boolean take(SharedKeyLimits process) {
        boolean isTaken = process.take(KEY, LIMIT).isZero();
        if (isTaken) {
            taken.add(time.now);
        }
        return isTaken;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private SharedKeyLimits process(String name) {
        return new SharedKeyLimits(documents, name, time);
    }

    /** Hundreds of writings a test are more than a disk forces in its time. */
    private static class DocumentsInMemory implements DocumentStore {
        private final Map<String, byte[]> documents = new ConcurrentHashMap<>();

        @Override
        public List<String> names(String folder) {
            return List.copyOf(documents.keySet());
        }

        @Override
        public Optional<byte[]> read(String folder, String name) {
            return Optional.ofNullable(documents.get(name));
        }

        @Override
        public void write(String folder, String name, byte[] content) {
            documents.put(name, content);
        }

        @Override
        public GrowingDocument grow(String folder, String name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean delete(String folder, String name) {
            return documents.remove(name) != null;
        }
    }

    private static final class MovableTime implements TimeMeter {
        private long now = Duration.ofDays(1).toNanos();

        void pass(Duration time) {
            now += time.toNanos();
        }

        @Override
        public long currentTimeNanos() {
            return now;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
