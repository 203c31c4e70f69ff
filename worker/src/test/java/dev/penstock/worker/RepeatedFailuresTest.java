package dev.penstock.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RepeatedFailuresTest {
    private final RepeatedFailures failures = new RepeatedFailures();

    @Test
    void fiveEqualFailuresAreTooMany() {
        assertThat(fail("a", 12)).containsExactly(5, 10);
    }

    @Test
    void aSuccessOrAnotherFailureBeginsAnew() {
        assertThat(fail("a", 4)).isEmpty();
        failures.succeeded("a");
        assertThat(fail("a", 4)).isEmpty();
        assertThat(failures.isOneTooMany("a", new ArithmeticException("other"))).isFalse();
        assertThat(fail("a", 4)).isEmpty();
        assertThat(fail("b", 4)).isEmpty();
    }

    @Test
    void whatMayPassIsNeverTooMuch() {
        for (RuntimeException passing : List.of(
                new UncheckedIOException(new IOException("no route to host")),
                new IllegalStateException(new IOException("disk")),
                ApplicationFailure.newFailure("later", "TryAgain"))) {
            assertThat(IntStream.range(0, 50)).noneMatch(attempt -> failures.isOneTooMany("a", passing));
        }
    }

    /** Returns which of the failures were one too many. */
    private List<Integer> fail(String activity, int times) {
        return IntStream.rangeClosed(1, times)
                .filter(attempt -> failures.isOneTooMany(activity, new IllegalStateException("attempt " + attempt)))
                .boxed()
                .toList();
    }
}
