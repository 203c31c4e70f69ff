package dev.penstock.client;

import dev.penstock.client.batch.BatchHandle;
import dev.penstock.contracts.batch.BatchProgress;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;

/** Polls and publishes a batch's progress while there are subscribers; a slow subscriber misses updates, but not the end. */
final class ProgressPublisher implements Flow.Publisher<BatchProgress> {
    /** A workflow's progress is available by query only, so it is polled. */
    private static final Duration POLL_INTERVAL = Duration.ofMillis(500);

    private static final int BUFFER = 4;

    private final BatchHandle batch;

    ProgressPublisher(BatchHandle batch) {
        this.batch = batch;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super BatchProgress> subscriber) {
        SubmissionPublisher<BatchProgress> publisher =
                new SubmissionPublisher<>(Executors.newVirtualThreadPerTaskExecutor(), BUFFER);
        publisher.subscribe(subscriber);
        Thread.startVirtualThread(() -> publish(publisher));
    }

    private void publish(SubmissionPublisher<BatchProgress> publisher) {
        try {
            boolean running = true;
            while (publisher.hasSubscribers() && running) {
                // The state is read first, so that the last published progress is that of the ended batch.
                running = batch.isRunning();
                int unused = publisher.offer(batch.progress(), (slow, missed) -> false);
                if (running) {
                    Thread.sleep(POLL_INTERVAL);
                }
            }
            publisher.close();
        } catch (InterruptedException | RuntimeException e) {
            publisher.closeExceptionally(e);
        }
    }
}
