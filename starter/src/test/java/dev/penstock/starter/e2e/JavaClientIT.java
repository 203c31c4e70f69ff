package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.penstock.client.Batch;
import dev.penstock.client.Request;
import dev.penstock.client.RequestFailed;
import dev.penstock.client.RequestOutcome;
import dev.penstock.contracts.batch.BatchProgress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A Java program with a list of requests, while {@code penstock up} runs. */
final class JavaClientIT extends PenstockTestCase {
    private static final int REQUESTS = 60;

    @BeforeEach
    void startUp() {
        answersTake("20ms");
        penstock.with("PENSTOCK_MODEL", "simulated-1").start("up").awaitSaid("ready; submit with");
    }

    @Test
    void aListOfRequestsBecomesAListOfOutcomesAndIsPaidOnce() throws InterruptedException {
        List<Request> requests = prompts("How deep is river %d?");
        requests.set(7, Request.prompt("[[fail:400]] no").withCustomId("refused"));

        try (var client = dev.penstock.client.Penstock.connect(penstock.environment())) {
            List<RequestOutcome> outcomes = client.completeAll(requests);

            assertThat(outcomes).hasSize(REQUESTS);
            assertThat(outcomes.get(0).customId()).isEqualTo("request-1");
            assertThat(outcomes.get(0).text()).isPresent();
            assertThat(outcomes.get(7).customId()).isEqualTo("refused");
            assertThat(outcomes.get(7).isAnswered()).isFalse();
            assertThat(outcomes.get(7).status()).isEqualTo(400);
            assertThat(outcomes.stream().filter(RequestOutcome::isAnswered)).hasSize(REQUESTS - 1);
            long calls = books.calls();

            assertThat(client.completeAll(requests)).isEqualTo(outcomes);
            assertThat(books.calls()).as("calls after asking again").isEqualTo(calls);
        }
    }

    @Test
    void outcomesComeAsTheyCompleteWhileProgressIsWatched() {
        answersTake("50ms..6s");
        try (var client = dev.penstock.client.Penstock.connect(penstock.environment());
                Stream<RequestOutcome> outcomes = client.asCompleted(prompts("How long is bridge %d?"))) {
            var each = outcomes.iterator();
            RequestOutcome first = each.next();
            assertThat(books.calls())
                    .as("calls when the first outcome was there")
                    .isLessThan(REQUESTS);
            Batch batch =
                    client.find(new dev.penstock.contracts.BatchId(onlyBatch())).orElseThrow();
            Watcher watcher = new Watcher();
            batch.watch().subscribe(watcher);

            List<String> ids = new ArrayList<>(List.of(first.customId()));
            each.forEachRemaining(outcome -> ids.add(outcome.customId()));

            assertThat(ids).hasSize(REQUESTS).doesNotHaveDuplicates();
            watcher.end.join();
            assertThat(watcher.seen).isNotEmpty().allMatch(progress -> progress.total() == REQUESTS);
            assertThat(batch.await().isWhole()).isTrue();
        }
    }

    @Test
    void theFirstThatIsGivenUpOnCancelsTheRest() {
        answersTake("100ms");
        List<Request> requests = prompts("How old is dam %d?");
        requests.set(3, Request.prompt("[[fail:400]] no"));
        List<Request> many = new ArrayList<>(requests);
        // So many that some are left when the batch hears of a dead letter, which is when its shard ends.
        IntStream.range(0, 60).forEach(round -> many.addAll(prompts("Round " + round + " of lock %d?")));

        try (var client = dev.penstock.client.Penstock.connect(penstock.environment())) {
            RequestFailed failure = catchThrowableOfType(RequestFailed.class, () -> client.completeAllOrFail(many));

            assertThat(failure.outcome().customId()).isEqualTo("request-4");
            assertThat(failure.outcome().status()).isEqualTo(400);
            assertThat(books.calls()).isLessThan(many.size());
        }
    }

    private String onlyBatch() {
        return penstock.run("list", "--json")
                .expectExit(0)
                .json()
                .get(0)
                .path("id")
                .asText();
    }

    private static List<Request> prompts(String pattern) {
        return new ArrayList<>(IntStream.range(0, REQUESTS)
                .mapToObj(number -> Request.prompt(pattern.formatted(number)).with("max_tokens", 20))
                .toList());
    }

    /** Remembers all it hears. */
    private static final class Watcher implements Flow.Subscriber<BatchProgress> {
        private final List<BatchProgress> seen = Collections.synchronizedList(new ArrayList<>());
        private final CompletableFuture<Void> end = new CompletableFuture<>();

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(BatchProgress progress) {
            seen.add(progress);
        }

        @Override
        public void onError(Throwable failure) {
            end.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            end.complete(null);
        }
    }
}
