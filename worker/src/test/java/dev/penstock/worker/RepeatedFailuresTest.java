package dev.penstock.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import dev.penstock.store.StoreUnavailableException;
import io.temporal.failure.ApplicationFailure;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
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
                new UncheckedIOException(new NoRouteToHostException()),
                new IllegalStateException(new IOException("call", new SocketTimeoutException())),
                new IllegalStateException(new UnknownHostException("nowhere")),
                new IllegalStateException(new HttpTimeoutException("late")),
                new UncheckedIOException(new ClosedChannelException()),
                new StoreUnavailableException("full", new FileSystemException("results")),
                ApplicationFailure.newFailure("later", "TryAgain"))) {
            assertThat(IntStream.range(0, 50)).noneMatch(attempt -> failures.isOneTooMany("a", passing));
        }
    }

    @Test
    void aFileThatIsMissingOrBrokenIsLikeABug() {
        for (IOException broken : List.of(
                new FileNotFoundException("batch b has no plan"),
                new NoSuchFileException("input.jsonl"),
                new EOFException("input.jsonl is shorter than its plan says"),
                new FileSystemException("results", null, "is a symbolic link"),
                new JsonParseException(null, "plan.json"))) {
            assertThat(fails("a", 10, new UncheckedIOException(broken))).containsExactly(5, 10);
        }
    }

    @Test
    void aDiskHasMoreTries() {
        assertThat(fails("a", 60, new UncheckedIOException(new IOException("Input/output error"))))
                .containsExactly(30, 60);
    }

    /** Returns which of the failures were one too many. */
    private List<Integer> fail(String activity, int times) {
        return IntStream.rangeClosed(1, times)
                .filter(attempt -> failures.isOneTooMany(activity, new IllegalStateException("attempt " + attempt)))
                .boxed()
                .toList();
    }

    private List<Integer> fails(String activity, int times, RuntimeException failure) {
        return IntStream.rangeClosed(1, times)
                .filter(attempt -> failures.isOneTooMany(activity, failure))
                .boxed()
                .toList();
    }
}
