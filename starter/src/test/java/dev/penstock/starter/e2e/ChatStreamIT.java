package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Completions over HTTP, token by token. */
final class ChatStreamIT extends PenstockTestCase {
    @ParameterizedTest
    @ValueSource(strings = {"", "--no-worker"})
    void passesTheProvidersChunksOn(String option) {
        Service service;
        if (option.isEmpty()) {
            service = Service.start(penstock);
        } else {
            // Somebody has to run the governors.
            penstock.start("up", "--port", "0").awaitSaid("ready; submit with");
            service = Service.start(penstock, option);
        }

        HttpResponse<String> response = service.streamedChat("What is one plus one?");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type").orElse("")).startsWith("text/event-stream");
        assertThat(response.body())
                .startsWith("data: {\"id\":\"chatcmpl-")
                .contains("\"role\":\"assistant\"", "\"finish_reason\":\"stop\"")
                .doesNotContain("\"choices\":[]")
                .endsWith("data: [DONE]\n\n");
        assertThat(service.post(
                                "/v1/chat/completions",
                                Service.chatBody("And with usage?", true)
                                        .replace(
                                                "{\"model\"", "{\"stream_options\":{\"include_usage\":true},\"model\""))
                        .body())
                .contains("\"choices\":[],\"usage\":{");
        assertThat(service.post("/v1/responses", "{\"model\":\"m\",\"input\":\"Hello\",\"stream\":true}")
                        .body())
                .startsWith("event: response.created\ndata: {")
                .contains("event: response.completed\n");
    }

    @Test
    void aFailureBeforeTheFirstTokenIsRetriedAndOneAfterItIsTold() {
        Service service = Service.start(penstock);

        HttpResponse<String> retried = service.streamedChat("[[fail:500x2]] What is one plus one?");
        HttpResponse<String> broken = service.streamedChat("[[fail:stream_error]] What is one plus one?");
        HttpResponse<String> cut = service.streamedChat("[[fail:cut]] What is one plus one?");
        HttpResponse<String> refused = service.streamedChat("[[fail:404]] What is one plus one?");

        assertThat(retried.body()).endsWith("data: [DONE]\n\n");
        assertThat(broken.statusCode()).isEqualTo(200);
        assertThat(broken.body()).contains("data: {\"error\":{").doesNotContain("[DONE]");
        assertThat(cut.body()).contains("data: {\"error\":{").doesNotContain("[DONE]");
        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(books.calls()).isEqualTo(3 + 1 + 1 + 1);
    }

    @Test
    void aReaderWhoHangsUpEndsTheCall() throws IOException, InterruptedException {
        Service service = Service.start(penstock);
        answersTake("0ms");
        HttpClient client = HttpClient.newHttpClient();
        HttpResponse<InputStream> response = client.send(
                service.request("/v1/chat/completions", Service.chatBody("[[hang]] What is one?", true)),
                BodyHandlers.ofInputStream());
        Patience.until("the call", () -> books.inFlight() == 1);

        assertThat(response.body().read()).as("a sign of life").isEqualTo(':');
        response.body().close();
        client.shutdownNow();

        Patience.until("the call's end", () -> books.inFlight() == 0);
    }
}
