package dev.penstock.store.s3.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.store.StoreUnavailableException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GroupWriterTest {
    private final AtomicInteger sent = new AtomicInteger();

    @Test
    void whoWaitsForWhatWasAddedDoesNotWaitForWhatOthersAdd() {
        Busy busy = new Busy();
        CompletableFuture<Void> first = busy.groups.add("first", 5, true);

        busy.groups.flush();

        assertThat(first).isCompleted();
        busy.groups.close();
        assertThat(busy.groups.add("late", 4, true)).isCompletedExceptionally();
    }

    @Test
    void aResultIsWrittenOnceTheBucketTakesTheCredentialsAgain() throws Exception {
        GroupWriter<String> groups = new GroupWriter<>(group -> () -> refuse(2));

        groups.add("answer", 6, false).get(20, TimeUnit.SECONDS);

        assertThat(sent).hasValue(3);
    }

    @Test
    void aCallThatHasNotGoneOutIsRefusedAtOnce() {
        GroupWriter<String> groups = new GroupWriter<>(group -> () -> refuse(2));

        assertThatThrownBy(() -> groups.add("begun", 5, true).get(20, TimeUnit.SECONDS))
                .hasCauseInstanceOf(StoreUnavailableException.class);
        assertThat(sent).hasValue(1);
    }

    @Test
    void aResultFailsWhenTheBucketGoesOnRefusing() {
        GroupWriter<String> groups = new GroupWriter<>(group -> () -> refuse(Integer.MAX_VALUE), Duration.ofMillis(20));

        assertThatThrownBy(() -> groups.add("answer", 6, false).get(20, TimeUnit.SECONDS))
                .hasCauseInstanceOf(StoreUnavailableException.class);
        assertThat(sent).hasValueGreaterThan(1);
    }

    private void refuse(int times) {
        if (sent.incrementAndGet() <= times) {
            throw new StoreUnavailableException("the credentials are refused");
        }
    }

    /** For each group that it writes, another entry comes. */
    private static final class Busy {
        private final GroupWriter<String> groups = new GroupWriter<>(group -> this::addAnother);

        private void addAnother() {
            CompletableFuture<Void> unused = groups.add("another", 7, true);
        }
    }
}
