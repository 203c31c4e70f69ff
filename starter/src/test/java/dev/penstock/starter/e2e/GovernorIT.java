package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** One governor for all workers of a pool, seen and steered from the command line. */
@Order(2)
final class GovernorIT extends PenstockTestCase {
    /** Of 40 seconds: governors hear of a worker's silence only while another has something to report. */
    private static final int REQUESTS = 1_600;

    @Test
    void twoWorkersKeepToOneQuotaAndTheOtherTakesOverWhenOneDies() throws IOException {
        answersTake("100ms");
        providerAllows(2_400);
        penstock.start("up", "--rpm", "2400").awaitSaid("ready; submit with");
        Running other = penstock.start("worker", "--rpm", "3000").awaitSaid("worker ready");
        TestingInput input = input(REQUESTS);
        String batch = penstock.run("submit", input.path()).expectExit(0).out().strip();

        Patience.untilCommandsSay("both to have a share of the least that is declared", () -> {
            JsonNode pool = show();
            return pool.path("workers").size() == 2
                    && pool.at("/quota/requestsPerMinute").asInt() == 2_400;
        });
        books.awaitCalls(200);
        penstock.run("pool", "show", pool()).expectShown("workers declare different limits", "3,000 requests/min");
        other.kill();
        Patience.untilCommandsSay(
                "the dead one's share to go back", () -> show().path("workers").size() == 1);

        JsonNode summary = penstock.run("watch", batch, "--json").expectExit(0).json();
        assertThat(summary.path("completed").asInt()).isEqualTo(REQUESTS);
        assertThat(books.stats().calls().throttled())
                .as("answers 429 of %d calls", books.calls())
                .isLessThan(16);
        JsonNode only = show();
        assertThat(only.path("source").asText()).isEqualTo("DECLARED");
        assertThat(only.at("/workers/0/requestsPerMinute").asInt()).isEqualTo(2_400);
    }

    @Test
    void aPoolIsPausedLimitedAndResumed() throws IOException {
        answersTake("50ms");
        penstock.start("up", "--concurrency", "4").awaitSaid("ready; submit with");
        String batch =
                penstock.run("submit", input(600).path()).expectExit(0).out().strip();
        books.awaitCalls(20);
        // So that there is something left to pause when the command has started.
        answersTake("1s");

        penstock.run("pool", "pause", pool(), "--reason", "too dear")
                .expectExit(0)
                .expectShown("paused: too dear");
        books.awaitQuiet();
        long calls = books.calls();
        penstock.run("pool", "set", pool(), "--rpm", "6000").expectExit(0).expectShown("6,000 requests/min");
        penstock.run("pool").expectExit(0).expectShown(pool(), "paused");
        assertThat(books.calls()).as("calls while paused").isEqualTo(calls);
        assertThat(show().path("state").asText()).isEqualTo("PAUSED");

        answersTake("0ms");
        penstock.run("pool", "resume", pool()).expectExit(0).expectShown("open");
        penstock.run("watch", batch).expectExit(0);

        assertThat(books.calls()).isEqualTo(600);
        penstock.run("pool", "show", pool()).expectExit(0).expectShown("requests/min", "last minute:");
        penstock.run("pool", "set", pool()).expectExit(2).expectSaid("--rpm");
        penstock.run("pool", "show", "nobody").expectExit(2).expectSaid("there is no pool nobody");
    }

    @Test
    void aPoolWhoseAccountIsTurnedAwayGoesOnWhenThatIsMended() throws IOException {
        provider.change(provider.options().toBuilder().requiredKey("sk-paid").build());
        penstock.with(Map.of("OPENAI_API_KEY", "sk-mine", "PENSTOCK_ACCOUNT", "mine"))
                .start("up")
                .awaitSaid("ready; submit with");
        TestingInput input = input(40);
        String batch = penstock.run("submit", input.path()).expectExit(0).out().strip();
        Patience.untilCommandsSay(
                "the batch to be paused",
                () -> status(batch).path("paused_because").asText("").contains("401"));
        JsonNode blocked = show(pool() + "-mine");
        assertThat(blocked.path("state").asText()).isEqualTo("BLOCKED");
        assertThat(blocked.path("reason").asText()).contains("401", "Incorrect API key");

        provider.change(provider.options().toBuilder().requiredKey("sk-mine").build());
        penstock.run("pool", "resume", pool() + "-mine").expectExit(0).expectSaid("batch " + batch + " continues");

        JsonNode summary = penstock.run("watch", batch, "--json").expectExit(0).json();
        assertThat(summary.path("completed").asInt()).isEqualTo(40);
    }

    private JsonNode show() {
        return show(pool());
    }

    private JsonNode show(String pool) {
        return penstock.run("pool", "show", pool, "--json").expectExit(0).json();
    }

    private JsonNode status(String batch) {
        return penstock.run("status", batch, "--json").expectExit(0).json();
    }

    private String pool() {
        return "127.0.0.1-" + provider.baseUrl().getPort();
    }
}
