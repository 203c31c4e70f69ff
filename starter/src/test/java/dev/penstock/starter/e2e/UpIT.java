package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.starter.BatchSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One process works, others submit, watch, pause, resume and cancel. */
final class UpIT extends PenstockTestCase {
    private static final int REQUESTS = 400;

    private Running up;

    @BeforeEach
    void startUp() {
        answersTake("100ms");
        up = penstock.start("up", "--concurrency", "4").awaitSaid("ready; submit with");
    }

    @Test
    @OwnTemporal
    void aBatchIsPausedResumedFollowedAndWatchedFromOutside() throws IOException {
        String batch = submit(input(REQUESTS), "--id", "mine");
        books.awaitCalls(20);
        goesOnSlowly();
        Running follower = penstock.start("results", batch, "--follow");

        penstock.run("pause", batch, "--reason", "lunch").expectExit(0);
        books.awaitQuiet();
        long calls = books.calls();

        JsonNode paused = penstock.run("status", batch, "--json").expectExit(0).json();
        BatchSchema.assertHolds(paused);
        assertThat(paused.path("status").asText()).isEqualTo("paused");
        assertThat(paused.path("total").asInt()).isEqualTo(REQUESTS);
        penstock.run("status", batch).expectExit(0).expectShown("mine: paused", "paused: lunch");
        JsonNode list = penstock.run("list", "--json").expectExit(0).json();
        assertThat(list).hasSize(1);
        assertThat(list.get(0).path("id").asText()).isEqualTo("mine");
        assertThat(list.get(0).path("status").asText()).isEqualTo("paused");
        assertThat(books.calls()).as("calls while paused").isEqualTo(calls).isLessThan(REQUESTS);

        answersTake("0ms");
        penstock.run("resume", batch).expectExit(0);
        Ended watched = penstock.run("watch", batch, "--json").expectExit(0);

        assertThat(watched.json().path("completed").asInt()).isEqualTo(REQUESTS);
        books.assertNoneRepeated();
        Ended followed = follower.awaitEnd().expectExit(0);
        assertThat(ResultFile.of(followed.out()).customIds()).hasSize(REQUESTS).doesNotHaveDuplicates();
        up.signal("TERM");
        up.awaitEnd().expectExit(0);
        assertThat(penstock.server().isAlive()).isFalse();
    }

    @Test
    void aCancelledBatchKeepsWhatIsAnsweredAndStartsNothingMore() throws IOException {
        TestingInput input = input(REQUESTS);
        String batch = submit(input);
        books.awaitCalls(20);
        goesOnSlowly();

        penstock.run("cancel", batch).expectExit(0);
        Ended watched = penstock.run("watch", batch, "--json").expectExit(3);
        penstock.run("cancel", batch)
                .expectExit(2)
                .expectSaid("batch %s has ended already: cancelled".formatted(batch));

        JsonNode summary = watched.json();
        BatchSchema.assertHolds(summary);
        assertThat(summary.path("status").asText()).isEqualTo("cancelled");
        assertThat(summary.path("completed").asLong())
                .isEqualTo(books.stats().calls().answered())
                .isLessThan(REQUESTS);
        assertAddsUp(summary, input);
    }

    @Test
    void failFastEndsABatchAtItsFirstDeadLetter() throws IOException {
        TestingInput input = inputOf(Stream.concat(
                        IntStream.range(0, 10).mapToObj("Question %d?"::formatted),
                        Stream.concat(
                                Stream.of("[[fail:400]] A question that is refused"),
                                IntStream.range(10, REQUESTS).mapToObj("Question %d?"::formatted)))
                .toArray(String[]::new));
        String batch = submit(input, "--fail-fast");

        Ended watched = penstock.run("watch", batch, "--json").expectExit(3);

        JsonNode summary = watched.json();
        assertThat(summary.path("status").asText()).isEqualTo("failed");
        assertThat(summary.path("completed").asInt()).isBetween(1, REQUESTS - 1);
        assertThat(books.calls()).isLessThan(REQUESTS);
        assertAddsUp(summary, input);
    }

    /** So that the batch still runs when the next command has started, which takes a busy machine long. */
    private void goesOnSlowly() {
        answersTake("1s");
    }

    private String submit(TestingInput input, String... options) {
        String[] command = Stream.concat(Stream.of("submit", input.path()), Stream.of(options))
                .toArray(String[]::new);
        return penstock.run(command).expectExit(0).out().strip();
    }

    /** Every request is in one of the batch's two files. */
    private static void assertAddsUp(JsonNode summary, TestingInput input) throws IOException {
        ResultFile results = ResultFile.at(file(summary, "output"));
        ResultFile errors = ResultFile.at(file(summary, "errors"));
        assertThat(Stream.concat(results.customIds().stream(), errors.customIds().stream()))
                .containsExactlyInAnyOrderElementsOf(input.customIds());
        assertThat(results.lines()).hasSize(summary.path("completed").asInt());
    }

    private static Path file(JsonNode summary, String name) {
        return Path.of(java.net.URI.create(summary.path(name).asText()));
    }
}
