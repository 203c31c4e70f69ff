package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Completions over HTTP, whole. */
final class ChatIT extends PenstockTestCase {
    private Service service;

    @BeforeEach
    void serve() {
        service = Service.start(penstock);
    }

    @Test
    void answersWithTheProvidersOwnBodyAndErrors() {
        HttpResponse<String> answer = service.chat("What is one plus one?");
        HttpResponse<String> refused = service.chat("[[fail:400]] What is one plus one?");
        HttpResponse<String> unknown = service.post("/v1/chat/completions", "{\"model\":5,\"messages\":[]}");
        HttpResponse<String> embedding =
                service.post("/v1/embeddings", "{\"model\":\"e\",\"input\":[\"one\",\"two\"],\"dimensions\":3}");
        HttpResponse<String> response =
                service.post("/v1/responses", "{\"model\":\"m\",\"input\":\"What is two plus two?\"}");
        HttpResponse<String> verdict = service.post("/v1/moderations", "{\"input\":[\"harm them\",\"hug them\"]}");
        HttpResponse<String> images =
                service.post("/v1/images/generations", "{\"model\":\"gpt-image-1\",\"prompt\":\"a cat\",\"n\":2}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Service.json(answer).path("object").asText()).isEqualTo("chat.completion");
        assertThat(Service.json(answer).at("/usage/total_tokens").asInt()).isPositive();
        assertThat(answer.headers().firstValue("x-request-id")).isPresent();
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(Service.json(refused).path("error").fieldNames())
                .toIterable()
                .contains("message", "type", "param", "code");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(Service.json(embedding).at("/data/1/embedding")).hasSize(3);
        assertThat(Service.json(response).at("/output/0/content/0/text").asText())
                .contains("two plus two");
        assertThat(Service.json(verdict).path("model").asText()).isEqualTo("omni-moderation-latest");
        assertThat(Service.json(verdict).path("results"))
                .extracting(result -> result.path("flagged").asBoolean())
                .containsExactly(true, false);
        assertThat(Service.json(images).path("data"))
                .hasSize(2)
                .allSatisfy(image -> assertThat(image.path("b64_json").asText()).isNotBlank());
    }

    @Test
    void theSameKeyIsOneCallAndOnlyOfTheSameRequest() {
        answersTake("300ms");
        CompletableFuture<HttpResponse<String>> other =
                CompletableFuture.supplyAsync(() -> service.chat("What is it?", "Idempotency-Key", "k1"));
        HttpResponse<String> first = service.chat("What is it?", "Idempotency-Key", "k1");
        HttpResponse<String> again = service.chat("What is it?", "Idempotency-Key", "k1");
        HttpResponse<String> different = service.chat("What else is it?", "Idempotency-Key", "k1");
        HttpResponse<String> streamed =
                service.post("/v1/chat/completions", Service.chatBody("What is it?", false), "Idempotency-Key", "k2");

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(other.join().body()).isEqualTo(first.body());
        assertThat(different.statusCode()).isEqualTo(400);
        assertThat(Service.json(different).at("/error/code").asText()).isEqualTo("idempotency_key_reused");
        assertThat(streamed.statusCode()).isEqualTo(200);
        assertThat(books.calls()).isEqualTo(2);
    }

    @Test
    void aCallerWhoHangsUpEndsTheCall() {
        answersTake("59s");
        HttpClient client = HttpClient.newHttpClient();
        CompletableFuture<HttpResponse<String>> unanswered = client.sendAsync(
                service.request("/v1/chat/completions", Service.chatBody("Wait for me", false)),
                BodyHandlers.ofString());
        Patience.until("the call", () -> books.inFlight() == 1);

        client.shutdownNow();

        Patience.until("the call's end", () -> books.inFlight() == 0);
        Patience.untilAsserted(() -> assertThat(unanswered).isCompletedExceptionally());
        assertThat(books.calls()).isEqualTo(1);
        Patience.untilCommandsSay(
                "the call that was cut off to be counted as possibly paid",
                () -> penstock.run("usage", "--json")
                                .expectExit(0)
                                .json()
                                .at("/total/possibly_paid")
                                .asInt()
                        == 1);
        answersTake("0ms");
        assertThat(service.chat("Now me").statusCode())
                .as("after a call that nobody wanted any more")
                .isEqualTo(200);
    }

    @Test
    void onlyACompletionWithAKeyIsAWorkflow() {
        assertThat(service.chat("Without").statusCode()).isEqualTo(200);
        assertThat(service.chat("With", "Idempotency-Key", "k3").statusCode()).isEqualTo(200);

        Patience.untilCommandsSay(
                "Temporal lists it", () -> !completionsOfTemporal().isEmpty());

        assertThat(completionsOfTemporal()).hasSize(1);
        assertThat(books.calls()).isEqualTo(2);
    }

    @Test
    void aClosedPoolIsSaidAtOnce() {
        assertThat(service.chat("Hello").statusCode()).isEqualTo(200);
        penstock.run("pool", "pause", pool(), "--reason", "lunch").expectExit(0);
        Patience.until("the pause", () -> service.chat("Anybody there?").statusCode() == 503);
        HttpResponse<String> paused = service.chat("Anybody there?");

        assertThat(Service.json(paused).at("/error/code").asText()).isEqualTo("pool_paused");
        assertThat(paused.headers().firstValueAsLong("retry-after").orElse(0)).isBetween(1L, 60L);

        penstock.run("pool", "resume", pool()).expectExit(0);
        Patience.until("the pool's opening", () -> service.chat("Hello?").statusCode() == 200);
        HttpResponse<String> first = service.chat("[[fail:insufficient_quota]] Hello");
        Patience.until("the blocking", () -> code(service.chat("Hello")).equals("pool_blocked"));
        HttpResponse<String> blocked = service.chat("Hello");

        assertThat(first.statusCode()).isEqualTo(429);
        assertThat(blocked.statusCode()).isEqualTo(429);
        assertThat(first.headers().firstValue("x-should-retry")).contains("false");
        assertThat(blocked.headers().firstValue("x-should-retry")).contains("false");
    }

    @Test
    void aRequestThatTheProviderForbidsClosesThePoolForNobody() {
        for (String fault : List.of("403", "404")) {
            assertThat(service.chat("[[fail:%s]] Hello".formatted(fault)).statusCode())
                    .isEqualTo(Integer.parseInt(fault));
        }

        assertThat(service.chat("Hello").statusCode()).isEqualTo(200);
        assertThat(service.post("/v1/chat/completions", "{\"model\":\"m\",\"n\":0,\"messages\":[]}")
                        .body())
                .contains("n must be a whole number from 1 to 128, not 0");
    }

    @Test
    void aPromptIsAnsweredWithAText() {
        JsonNode answer = Service.json(service.post(
                "/complete",
                "{\"prompt\":\"What is one?\",\"model\":\"m\",\"system\":\"Be brief\",\"max_tokens\":50}"));

        assertThat(answer.path("text").asText()).contains("What is one?");
        assertThat(answer.path("id").asText()).startsWith("completion/");
        assertThat(answer.path("attempts").asInt()).isEqualTo(1);
        assertThat(answer.at("/usage/output_tokens").asInt()).isPositive();
        assertThat(service.post("/complete", "{\"model\":\"m\"}").statusCode()).isEqualTo(400);
    }

    private JsonNode completionsOfTemporal() {
        return penstock.runTemporal("workflow", "list", "--query", "WorkflowType='Completion'", "-o", "json")
                .expectExit(0)
                .json();
    }

    private String pool() {
        return "127.0.0.1-" + provider.baseUrl().getPort();
    }

    private static String code(HttpResponse<String> response) {
        return Service.json(response).at("/error/code").asText();
    }
}
