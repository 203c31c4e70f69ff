package dev.penstock.simulator;

import static dev.penstock.simulator.TestingClient.chat;
import static dev.penstock.simulator.TestingClient.header;
import static dev.penstock.simulator.TestingClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.simulator.json.SimulatorJson;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatTest extends SimulatorFixture {
    @Test
    void answersWithAPlainlyMadeUpText() throws Exception {
        HttpResponse<String> response = client.ask("Name a river in France, please, and two of its towns");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "x-request-id")).startsWith("req_");
        JsonNode choice = json(response).at("/choices/0");
        assertThat(choice.at("/message/content").textValue())
                .isEqualTo("Simulated answer to: Name a river in France, please, and two");
        assertThat(choice.at("/message").has("refusal")).isTrue();
        assertThat(choice.path("finish_reason").textValue()).isEqualTo("stop");
        assertThat(json(response).at("/usage").toString())
                .startsWith("{\"prompt_tokens\":20,\"completion_tokens\":15,\"total_tokens\":35");
    }

    @Test
    void stopsAtMaxTokens() throws Exception {
        JsonNode answer =
                json(client.post("/v1/chat/completions", chat("Tell me all").put("max_completion_tokens", 3)));

        assertThat(answer.at("/choices/0/message/content").textValue()).isEqualTo("Simulated an");
        assertThat(answer.at("/choices/0/finish_reason").textValue()).isEqualTo("length");
        assertThat(answer.at("/usage/completion_tokens").intValue()).isEqualTo(3);
    }

    @Test
    void answersAreAsLongAsTold() throws Exception {
        simulator.change(simulator.options().toBuilder().outputTokens(100).build());

        JsonNode answer = json(client.post("/v1/chat/completions", chat("Hi 🙂").put("n", 2)));

        assertThat(answer.path("choices")).hasSize(2);
        assertThat(answer.at("/choices/1/message/content").textValue()).hasSize(400);
        assertThat(answer.at("/usage/completion_tokens").intValue()).isEqualTo(200);
    }

    @Test
    void answersByASchema() throws Exception {
        JsonNode schema = SimulatorJson.MAPPER.readTree("""
                {"type":"object","properties":{"mood":{"enum":["good","bad"]},"score":{"type":"integer"},"tags":{"type":"array","items":{"type":"boolean"}},"why":{"type":"string"}}}
                """);
        ObjectNode body = chat("Hi");
        body.putObject("response_format")
                .put("type", "json_schema")
                .putObject("json_schema")
                .set("schema", schema);

        assertThat(json(client.post("/v1/chat/completions", body))
                        .at("/choices/0/message/content")
                        .textValue())
                .isEqualTo("{\"mood\":\"good\",\"score\":1,\"tags\":[true],\"why\":\"Simulated answer to: Hi\"}");

        ObjectNode responses = SimulatorJson.object().put("model", "m").put("input", "Hi");
        responses
                .putObject("text")
                .putObject("format")
                .put("type", "json_schema")
                .set("schema", schema);
        assertThat(json(client.post("/v1/responses", responses))
                        .at("/output/0/content/0/text")
                        .textValue())
                .startsWith("{\"mood\":\"good\",");
    }

    @Test
    void understandsContentInParts() throws Exception {
        ObjectNode body = SimulatorJson.object().put("model", "m");
        ObjectNode message = body.putArray("messages").addObject().put("role", "user");
        message.putArray("content").addObject().put("type", "text").put("text", "in parts");

        JsonNode answer = json(client.post("/v1/chat/completions", body));

        assertThat(answer.at("/choices/0/message/content").textValue()).endsWith("in parts");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{|400|We could not parse the JSON body",
                "[]|400|We could not parse the JSON body",
                "{'messages':[]}|400|you must provide a model parameter",
                "{'model':'m'}|400|Missing required parameter: 'messages'.",
                "{'model':'m','messages':[{'role':'user','content':'x'}],'max_tokens':0}|400|Invalid value for 'max_tokens'",
            })
    void refusesBadFormAsOpenAiDoes(String body, int status, String message) throws Exception {
        HttpResponse<String> response = client.post("/v1/chat/completions", body.replace('\'', '"'));

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(json(response).at("/error/message").textValue()).startsWith(message);
        assertThat(json(response).path("error").properties()).hasSize(4);
        assertThat(simulator.stats().byStatus()).containsEntry(400, 1L);
    }

    @Test
    void knowsOnlyTheModelsItWasTold() throws Exception {
        simulator.change(simulator.options().toBuilder().model("gpt-4o-mini").build());

        assertThat(client.ask("hi").statusCode()).isEqualTo(200);
        assertThat(json(client.post("/v1/chat/completions", chat("hi").put("model", "gpt-9")))
                        .at("/error/code")
                        .textValue())
                .isEqualTo("model_not_found");
        assertThat(json(client.get("/v1/models")).at("/data/0/id").textValue()).isEqualTo("gpt-4o-mini");
        assertThat(client.get("/v1/models/gpt-4o-mini").statusCode()).isEqualTo(200);
        assertThat(client.get("/v1/models/gpt-9").statusCode()).isEqualTo(404);
    }

    @Test
    void embedsTheSameTextTheSameWay() throws Exception {
        ObjectNode body = SimulatorJson.object().put("model", "m").put("dimensions", 8);
        body.putArray("input").add("one").add("two").add("one");

        JsonNode data = json(client.post("/v1/embeddings", body)).path("data");

        assertThat(data).hasSize(3);
        assertThat(data.at("/0/embedding")).hasSize(8).isEqualTo(data.at("/2/embedding"));
        assertThat(data.at("/0/embedding")).isNotEqualTo(data.at("/1/embedding"));
        JsonNode base64 = json(client.post("/v1/embeddings", body.put("encoding_format", "base64")));
        assertThat(base64.at("/data/0/embedding").textValue()).hasSize(44);
    }

    @Test
    void halfACharacterInTheModelsNameDoesNoHarm() throws Exception {
        String body = chat("hi").toString().replace("gpt-4o-mini", "\\ud83d");

        assertThat(client.post("/v1/chat/completions", body).statusCode()).isEqualTo(200);
        assertThat(simulator.stats().calls().inFlight()).isZero();
    }

    @Test
    void unknownUrlsAreToldSo() throws Exception {
        assertThat(client.get("/health").body()).contains("ok");
        assertThat(json(client.get("/v2/nothing")).at("/error/code").textValue())
                .isEqualTo("unknown_url");
    }
}
