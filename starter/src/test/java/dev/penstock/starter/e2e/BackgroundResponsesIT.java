package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Responses that nobody waits for. */
@Order(3)
final class BackgroundResponsesIT extends PenstockTestCase {
    private static final String BODY = "{\"model\":\"m\",\"input\":\"What is %s?\",\"background\":true}";

    @Test
    void aBackgroundResponseIsAskedForByItsIdAlsoAfterAKill() {
        Service killed = Service.start(penstock);
        answersTake("2s");

        JsonNode begun = Service.json(killed.post("/v1/responses", BODY.formatted("one")));
        assertThat(begun.path("status").asText()).isEqualTo("queued");
        assertThat(begun.path("background").asBoolean()).isTrue();
        String id = begun.path("id").asText();
        assertThat(id).startsWith("resp_");
        killed.process().signal("9");
        killed.process().awaitEnd();
        Service service = Service.start(penstock);

        Patience.until("the response", () -> status(service, id).equals("completed"));
        JsonNode ended = get(service, id);
        assertThat(ended.path("id").asText()).isEqualTo(id);
        assertThat(ended.at("/output/0/content/0/text").asText()).contains("one");
        assertThat(ended.at("/usage/total_tokens").asInt()).isPositive();
    }

    @Test
    void oneKeyIsOneBackgroundResponse() {
        Service service = Service.start(penstock);

        JsonNode first = Service.json(service.post("/v1/responses", BODY.formatted("one"), "Idempotency-Key", "b1"));
        JsonNode again = Service.json(service.post("/v1/responses", BODY.formatted("one"), "Idempotency-Key", "b1"));
        HttpResponse<String> other = service.post("/v1/responses", BODY.formatted("two"), "Idempotency-Key", "b1");

        assertThat(again.path("id")).isEqualTo(first.path("id"));
        assertThat(other.statusCode()).isEqualTo(400);
        Patience.until(
                "the response", () -> status(service, first.path("id").asText()).equals("completed"));
        assertThat(books.calls()).isEqualTo(1);
    }

    @Test
    void aCancelledBackgroundResponseIsNotCalledToItsEnd() {
        Service service = Service.start(penstock);
        answersTake("20s");
        String id = Service.json(service.post("/v1/responses", BODY.formatted("one")))
                .path("id")
                .asText();
        Patience.until("the call", () -> books.inFlight() == 1);

        JsonNode cancelled = Service.json(service.post("/v1/responses/" + id + "/cancel", ""));

        assertThat(cancelled.path("status").asText()).isEqualTo("cancelled");
        Patience.until("the cancellation", () -> status(service, id).equals("cancelled"));
        assertThat(service.post("/v1/responses/resp_" + "0".repeat(32) + "/cancel", "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(service.post(
                                "/v1/responses",
                                "{\"model\":\"m\",\"input\":\"x\",\"background\":true,\"stream\":true}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aBackgroundResponseDoesNotShowTheOperatorsKey() {
        provider.change(provider.options().toBuilder().requiredKey("sk-paid").build());
        Service service = Service.start(penstock);
        String id = Service.json(service.post("/v1/responses", BODY.formatted("one")))
                .path("id")
                .asText();

        Patience.until("the response", () -> status(service, id).equals("failed"));
        JsonNode error = get(service, id).path("error");

        assertThat(error.path("code").asText()).isEqualTo("pool_blocked");
        assertThat(error.path("message").asText()).contains("status 401").doesNotContain("key");
    }

    private static String status(Service service, String id) {
        return get(service, id).path("status").asText();
    }

    private static JsonNode get(Service service, String id) {
        return Service.json(service.get("/v1/responses/" + id));
    }
}
