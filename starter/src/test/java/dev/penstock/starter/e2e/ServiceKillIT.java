package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/** A completion outlives the process that was asked for it. */
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

        Patience.until(
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
}
