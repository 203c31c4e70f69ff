package dev.penstock.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class TemporalDeadlineTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(1);

    private final CountDownLatch abandoned = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    @Test
    void returnsWhatTheCallReturns() {
        assertThat(TemporalDeadline.within(LONG, () -> "answered")).isEqualTo("answered");
    }

    @Test
    void throwsWhatTheCallThrows() {
        assertThatThrownBy(() -> TemporalDeadline.within(LONG, TemporalDeadlineTest::refuse))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no such batch");
    }

    @Test
    void givesUpWhenTheTimeIsUpAndEndsTheAbandonedCall() throws InterruptedException {
        assertStatus(() -> TemporalDeadline.within(SHORT, this::answerNever), Status.Code.DEADLINE_EXCEEDED);

        abandoned.await();
        released.countDown();
    }

    @Test
    void stopsWaitingWhenTheCallerIsInterrupted() throws InterruptedException {
        Thread.currentThread().interrupt();

        assertStatus(() -> TemporalDeadline.within(LONG, this::answerNever), Status.Code.CANCELLED);

        assertThat(Thread.interrupted()).isTrue();
        abandoned.await();
        released.countDown();
    }

    private static void refuse() {
        throw new IllegalArgumentException("no such batch");
    }

    private void answerNever() {
        Context.current().addListener(context -> abandoned.countDown(), Runnable::run);
        try {
            released.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertStatus(ThrowingCallable call, Status.Code expected) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        failure -> assertThat(failure.getStatus().getCode()).isEqualTo(expected));
    }
}
