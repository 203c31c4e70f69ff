package dev.penstock.service.completions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

@Timeout(60)
class EventPipeTest {
    private final EventPipe pipe = new EventPipe();
    private final Reader reader = new Reader();

    @Test
    void whatWaitsIsOnePieceOnceTheConnectionWantsIt() {
        pipe.event("data: 1\n\n");
        pipe.event("data: 2\n\n");
        pipe.subscribe(reader);
        assertThat(reader.got).isEmpty();

        reader.request(1);
        assertThat(reader.got).containsExactly("data: 1\n\ndata: 2\n\n");

        reader.request(1);
        pipe.event("data: 3\n\n");
        assertThat(reader.got).hasSize(2).last().isEqualTo("data: 3\n\n");
    }

    @Test
    void aReaderThatAsksWhileItIsGivenSomethingGetsEverythingInOrder() {
        reader.asksAgain = true;
        pipe.subscribe(reader);
        reader.request(1);

        for (int n = 0; n < 1_000; n++) {
            pipe.event(n + ",");
        }

        assertThat(String.join("", reader.got)).startsWith("0,1,2,").endsWith(",998,999,");
        assertThat(reader.got).hasSize(1_000);
    }

    @Test
    void aSlowReaderHoldsTheSenderAndGetsEverythingBeforeTheEnd() throws InterruptedException {
        String event = "x".repeat(10_000);
        pipe.subscribe(reader);
        Thread sender = Thread.startVirtualThread(() -> {
            for (int n = 0; n < 5; n++) {
                pipe.event(event);
            }
            pipe.end("[DONE]");
        });
        await().until(() -> sender.getState() == Thread.State.TIMED_WAITING);
        assertThat(reader.got).isEmpty();

        while (!reader.complete.get()) {
            reader.request(1);
            Thread.onSpinWait();
        }

        assertThat(sender.join(Duration.ofSeconds(30))).isTrue();
        assertThat(String.join("", reader.got)).isEqualTo(event.repeat(5) + "[DONE]");
    }

    @Test
    void aReaderWhoLeavesEndsTheCallAndFreesTheSender() throws InterruptedException {
        AtomicBoolean gone = new AtomicBoolean();
        pipe.onGone(() -> gone.set(true));
        pipe.subscribe(reader);
        Thread sender = Thread.startVirtualThread(() -> {
            for (int n = 0; n < 5; n++) {
                pipe.event("x".repeat(10_000));
            }
        });
        await().until(() -> sender.getState() == Thread.State.TIMED_WAITING);

        Objects.requireNonNull(reader.subscription).cancel();

        assertThat(sender.join(Duration.ofSeconds(30))).isTrue();
        assertThat(gone).isTrue();
    }

    /** A connection that takes as many pieces as the test says. */
    private static final class Reader implements Subscriber<byte[]> {
        final List<String> got = Collections.synchronizedList(new ArrayList<>());
        final AtomicBoolean complete = new AtomicBoolean();
        volatile @Nullable Subscription subscription;
        boolean asksAgain;

        void request(long n) {
            Objects.requireNonNull(subscription).request(n);
        }

        @Override
        public void onSubscribe(Subscription to) {
            subscription = to;
        }

        @Override
        public void onNext(byte[] bytes) {
            got.add(new String(bytes, StandardCharsets.UTF_8));
            if (asksAgain) {
                request(1);
            }
        }

        @Override
        public void onError(Throwable failure) {
            throw new AssertionError(failure);
        }

        @Override
        public void onComplete() {
            complete.set(true);
        }
    }
}
