package dev.penstock.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.store.StoreUnavailableException;
import dev.penstock.store.file.GroupCommit.Append;
import dev.penstock.store.log.WriterName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppendQueueTest {
    private static final Duration LONG = Duration.ofHours(1);

    /** Lines that come while the writer waits, and how long each one is waited for. */
    private final Queue<Append> coming = new ArrayDeque<>();

    private final Queue<Duration> waits = new ArrayDeque<>();
    private long now;
    private boolean isInterrupted;
    private final AppendQueue queue = new AppendQueue(
            new LinkedBlockingQueue<>() {
                @Override
                public @Nullable Append poll(long time, TimeUnit unit) throws InterruptedException {
                    if (isInterrupted && isEmpty()) {
                        throw new InterruptedException();
                    }
                    waits.add(Duration.of(time, unit.toChronoUnit()));
                    now += TimeUnit.MICROSECONDS.toNanos(500);
                    Append here = poll();
                    return here == null ? coming.poll() : here;
                }
            },
            () -> now);

    @Test
    void aFewLinesWaitAMomentForOthers() throws InterruptedException {
        queue.add(line());
        coming.add(line());
        coming.add(line());

        assertThat(take()).as("each is written as it comes").containsExactly(1, 1, 1);
        assertThat(waits)
                .containsExactly(
                        LONG, Duration.ofNanos(2_000_000), Duration.ofNanos(1_500_000), Duration.ofNanos(1_000_000));
    }

    @Test
    void manyLinesWaitForNone() throws InterruptedException {
        for (int i = 0; i < 9; i++) {
            queue.add(line());
        }

        assertThat(take()).containsExactly(9);
        assertThat(waits).containsExactly(LONG);
    }

    @Test
    void anInterruptLosesNoLine(@TempDir Path folder) throws Exception {
        OpenFiles files = new OpenFiles(new StoreRoot(folder), new WriterName(), StoreLayout.RESULTS, file -> {});
        GroupCommit groups = new GroupCommit(files, new DurableLengths(), new DiskSpace());
        Append line = new Append(folder.resolve("shard"), new byte[1], new CompletableFuture<>());
        queue.add(line);
        isInterrupted = true;

        queue.takeGroup(LONG, groups::write);
        groups.force();

        assertThat(Thread.interrupted()).as("the next wait ends instead").isTrue();
        assertThat(line.done()).isCompleted();
        assertThat(files.in(line.folder()).end())
                .as("the file is written to again")
                .isEqualTo(1);
        files.closeAll();
    }

    @Test
    void aStoreThatGoesBetweenWritingAndForcingIsSaidToBeGone(@TempDir Path folder) throws Exception {
        Path store = Files.createDirectory(folder.resolve("store"));
        OpenFiles files = new OpenFiles(new StoreRoot(store), new WriterName(), StoreLayout.RESULTS, file -> {});
        GroupCommit groups = new GroupCommit(files, new DurableLengths(), new DiskSpace());
        Append line = new Append(store.resolve("shard"), new byte[1], new CompletableFuture<>());
        groups.write(List.of(line));

        Files.move(store, folder.resolve("away"));
        groups.force();

        assertThat(line.done())
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(StoreUnavailableException.class)
                .withMessageContaining(DiskErrors.GONE);
        files.closeAll();
    }

    @Test
    void aClosedQueueGivesWhatItHasAndTakesNoMore() throws InterruptedException {
        queue.add(line());
        queue.close();

        assertThat(queue.add(line())).isFalse();
        assertThat(queue.isFinished()).isFalse();
        assertThat(take()).containsExactly(1);
        assertThat(queue.isFinished()).isTrue();
        assertThat(waits).containsExactly(LONG);
    }

    /** Takes a group; returns how many lines were passed on at once. */
    private List<Integer> take() throws InterruptedException {
        List<Integer> portions = new ArrayList<>();
        queue.takeGroup(LONG, lines -> portions.add(lines.size()));
        return portions;
    }

    private static Append line() {
        return new Append(Path.of("shard"), new byte[1], new CompletableFuture<>());
    }
}
