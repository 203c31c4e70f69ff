package dev.penstock.simulator;

import static dev.penstock.simulator.TestingClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.simulator.books.PromptCalls;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BooksOverHttpTest extends SimulatorFixture {
    @Test
    void promptsPaidForTwiceAreFound() throws Exception {
        client.ask("once");
        client.ask("twice");
        client.ask("twice");
        client.ask("[[fail:500x1]] mended");
        client.ask("[[fail:500x1]] mended");

        assertThat(simulator.stats().duplicates()).isEqualTo(1);
        assertThat(simulator.stats().prompts().sample().getFirst().prompt()).isEqualTo("twice");
        assertThat(simulator.callsOf("[[fail:500x1]] mended")).isEqualTo(new PromptCalls(2, 2, 1));
        JsonNode counts = json(client.post("/sim/prompt", "{\"prompt\":\"twice\"}"));
        assertThat(counts.path("answered").intValue()).isEqualTo(2);
    }

    @Test
    void theBooksAddUpAndStartOver() throws Exception {
        simulator.change(simulator.options().toBuilder().requestsPerMinute(2).build());
        client.ask("one");
        pass(Duration.ofSeconds(2));
        client.ask("[[fail:403]]");
        client.ask("three");

        JsonNode stats = json(client.get("/sim/stats"));

        assertThat(stats.path("calls").toString())
                .isEqualTo("{\"total\":3,\"answered\":1,\"throttled\":1,\"refused\":1,\"broken\":0,"
                        + "\"abandoned\":0,\"in_flight\":0,\"peak_in_flight\":1}");
        assertThat(stats.path("by_status").toString()).isEqualTo("{\"200\":1,\"403\":1,\"429\":1}");
        assertThat(stats.at("/times/calls_per_second").toString()).isEqualTo("[1,0,2]");
        assertThat(stats.at("/times/last_call").textValue()).isEqualTo("1970-01-01T00:00:02Z");
        assertThat(stats.at("/worst_minute/requests").intValue()).isEqualTo(2);
        client.post("/sim/reset", "");
        assertThat(simulator.stats().calls().total()).isZero();
        assertThat(client.ask("one").statusCode()).isEqualTo(200);
    }

    @Test
    void knobsTurnWhileItRuns() throws Exception {
        HttpResponse<String> shown = client.post("/sim/options", "{\"faults\":{\"rates\":{\"503\":1}}}");

        assertThat(json(shown).at("/faults/rates/503").doubleValue()).isEqualTo(1);
        assertThat(client.ask("hello").statusCode()).isEqualTo(503);
        assertThat(json(client.get("/sim/options"))).isEqualTo(json(shown));
        client.post("/sim/options", "{\"faults\":{\"rates\":{\"503\":null}}}");
        assertThat(client.ask("hello").statusCode()).isEqualTo(200);
        client.post("/sim/outage", "{\"on\":true}");
        assertThat(client.ask("hello").statusCode()).isEqualTo(503);
        client.post("/sim/outage", "{\"on\":false}");
        assertThat(client.ask("hello").statusCode()).isEqualTo(200);
    }

    @Test
    void mistakenKnobsAreRefusedInOneLine() throws Exception {
        HttpResponse<String> refused = client.post("/sim/options", "{\"faults\":{\"rates\":{\"explode\":1}}}");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).at("/error/message").textValue()).contains("there is no fault 'explode'");
        assertThat(client.post("/sim/outage", "{}").statusCode()).isEqualTo(400);
        assertThat(client.get("/sim/nothing").statusCode()).isEqualTo(404);
    }
}
