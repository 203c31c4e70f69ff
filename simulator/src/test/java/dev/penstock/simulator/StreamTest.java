package dev.penstock.simulator;

import static dev.penstock.simulator.TestingClient.header;
import static dev.penstock.simulator.TestingClient.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.simulator.json.SimulatorJson;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamTest extends SimulatorFixture {
    @Test
    void sendsRoleTokensReasonUsageAndDone() throws Exception {
        HttpResponse<String> response = client.post("/v1/chat/completions", stream("hello"));

        assertThat(header(response, "content-type")).startsWith("text/event-stream");
        assertThat(response.body()).endsWith("data: [DONE]\n\n");
        List<JsonNode> events = events(response.body());
        assertThat(events.getFirst().at("/choices/0/delta/role").textValue()).isEqualTo("assistant");
        assertThat(events.getFirst().path("usage").isNull()).isTrue();
        JsonNode reason = events.get(events.size() - 2);
        assertThat(reason.at("/choices/0/finish_reason").textValue()).isEqualTo("stop");
        assertThat(reason.at("/choices/0/delta")).isEmpty();
        assertThat(events.getLast().path("choices")).isEmpty();
        assertThat(events.getLast().at("/usage/total_tokens").intValue()).isEqualTo(16);
        assertThat(text(events)).isEqualTo("Simulated answer to: hello");
        assertThat(events.stream().map(event -> event.path("id")).distinct()).hasSize(1);
    }

    @Test
    void takesItsTimeForEveryToken() throws Exception {
        simulator.change(simulator.options().toBuilder()
                .tokenLatency(Duration.ofMillis(10))
                .build());
        long start = System.nanoTime();

        HttpResponse<String> response = client.post("/v1/chat/completions", stream("hello"));

        assertThat(text(events(response.body()))).isEqualTo("Simulated answer to: hello");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(90));
        assertThat(simulator.stats().calls().answered()).isEqualTo(1);
    }

    @Test
    void canBreakInTheMiddle() throws Exception {
        assertThatThrownBy(() -> client.post("/v1/chat/completions", stream("[[cut]] hello")))
                .isInstanceOf(IOException.class);
        assertThat(client.post("/v1/chat/completions", stream("[[truncate]] hello"))
                        .body())
                .startsWith("data: {")
                .doesNotContain("[DONE]");
        assertThat(client.post("/v1/chat/completions", stream("[[stream_error]] hello"))
                        .body())
                .contains("data: {\"error\":{\"message\"")
                .doesNotContain("[DONE]");
        assertThat(simulator.stats().calls().answered()).isZero();
        assertThat(simulator.stats().byFault()).containsOnlyKeys("cut", "truncate", "stream_error");
    }

    private static String text(List<JsonNode> events) {
        StringBuilder text = new StringBuilder();
        events.forEach(event -> text.append(event.at("/choices/0/delta/content").asText("")));
        return text.toString();
    }

    private static List<JsonNode> events(String body) throws IOException {
        List<JsonNode> events = new ArrayList<>();
        for (String line : body.split("\n\n", -1)) {
            if (line.startsWith("data: {")) {
                events.add(SimulatorJson.MAPPER.readTree(line.substring("data: ".length())));
            }
        }
        return events;
    }
}
