package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What becomes of completions when the process that was asked for them is killed. */
final class ServiceKillIT extends PenstockTestCase {
    @Test
    void aCompletionOfAKilledApiProcessIsEndedByAnotherWorker() {
        penstock.start("up", "--port", "0").awaitSaid("ready; submit with");
        Service service = Service.start(penstock, "--no-worker");
        answersTake("100s");
        var unused = HttpClient.newHttpClient()
                .sendAsync(
                        service.request(
                                "/v1/chat/completions",
                                Service.chatBody("Outlive me", false),
                                "Idempotency-Key",
                                "outlives"),
                        BodyHandlers.ofString());
        Patience.until("the call", () -> books.inFlight() == 1);

        answersTake("0ms");
        service.process().signal("9");

        Patience.untilCommandsSay(
                "the workflow's end",
                () -> penstock.runTemporal("workflow", "list", "--query", "WorkflowType='Completion'", "-o", "json")
                        .expectExit(0)
                        .out()
                        .contains("WORKFLOW_EXECUTION_STATUS_COMPLETED"));
        Service other = Service.start(penstock, "--no-worker");
        long calls = books.calls();
        assertThat(other.chat("Outlive me", "Idempotency-Key", "outlives").statusCode())
                .isEqualTo(200);
        assertThat(books.calls()).isEqualTo(calls).isEqualTo(2);
    }

    @Test
    void whatAKilledProcessHadCalledIsCountedAsUsedOrPossiblyPaid() {
        Service service = Service.start(penstock);
        for (int n = 0; n < 5; n++) {
            assertThat(service.chat("What is " + n + "?").statusCode()).isEqualTo(200);
        }
        answersTake("100s");
        HttpClient client = HttpClient.newHttpClient();
        List<CompletableFuture<HttpResponse<String>>> unanswered = Stream.of("One", "Two")
                .map(prompt -> client.sendAsync(
                        service.request("/v1/chat/completions", Service.chatBody(prompt, false)),
                        BodyHandlers.ofString()))
                .toList();
        Patience.until("the calls", () -> books.inFlight() == 2);

        service.process().signal("9");

        assertThat(unanswered).allSatisfy(call -> assertThat(call).failsWithin(Patience.LIMIT));
        Patience.untilCommandsSay("both calls that were cut off to be counted", () -> total("possibly_paid") == 2);
        assertThat(total("answered")).isEqualTo(5);
        assertThat(total("possibly_cost_usd")).isPositive();
    }

    private double total(String figure) {
        return penstock.run("usage", "--json")
                .expectExit(0)
                .json()
                .path("total")
                .path(figure)
                .asDouble();
    }
}
