package dev.penstock.starter.e2e;

import static java.net.http.HttpRequest.BodyPublishers.noBody;
import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Patterns, templates and answers of one tenant, which keep a careless reader busy for ever, do not keep other tenants waiting. */
@Isolated
final class HostilePatternsIT extends AttackTestCase {
    private static final int PROMPTS = 8;

    private static final String FENCES = "fences";
    private static final String LETTERS = "letters";

    private final AtomicInteger answers = new AtomicInteger();
    private final HttpServer model = answering();

    /** A model that answers with what it was asked for. */
    @Override
    void prepare(Penstock each) {
        each.with(
                "OPENAI_BASE_URL",
                "http://127.0.0.1:%d/v1".formatted(model.getAddress().getPort()));
    }

    @AfterEach
    void stopModel() {
        model.stop(0);
    }

    @Test
    void aPatternATemplateAndFencesKeepNobodyWaiting() {
        ObjectNode schema = Service.JSON.createObjectNode().put("type", "object");
        schema.putObject("properties").putObject("text").put("pattern", "^(.*a){25}$");
        othersAreServedDuring(
                "a pattern that backtracks",
                () -> checkOnce(stage(LETTERS).put("expects", "json_schema").set("schema", schema)));
        othersAreServedDuring(
                "fences and empty lines", () -> checkOnce(stage(FENCES).put("expects", "json")));
        othersAreServedDuring("a place of blanks", () -> {
            HttpResponse<String> answer = submit(stage("{{%sx".formatted(" ".repeat(200_000))));
            assertThat(answer.statusCode()).as(answer.body()).isIn(200, 400);
        });
        othersAreServedDuring("places that never end", () -> {
            HttpResponse<String> answer = submit(stage("{{ ".repeat(100_000)));
            assertThat(answer.statusCode()).as(answer.body()).isIn(200, 400);
        });
    }

    private static ObjectNode stage(String prompt) {
        return Service.JSON
                .createObjectNode()
                .put("name", "a")
                .put("model", "gpt-4o-mini")
                .put("prompt", prompt + " {{input.prompt}}");
    }

    private HttpResponse<String> submit(JsonNode stage) {
        ObjectNode body = Service.JSON.createObjectNode();
        ArrayNode prompts = body.putArray("prompts");
        for (int prompt = 0; prompt < PROMPTS; prompt++) {
            prompts.add("number " + prompt);
        }
        body.putArray("stages").add(stage);
        return send(to("/batch").POST(ofString(body.toString())));
    }

    /** Has each answer checked once: what has been called again has been found useless. Waiting for the last of six calls shows no more. */
    private void checkOnce(JsonNode stage) {
        int before = answers.get();
        HttpResponse<String> created = submit(stage);
        assertThat(created.statusCode()).as(created.body()).isEqualTo(200);
        Patience.until("all are called again", () -> answers.get() - before >= 2 * PROMPTS);
        String id = Service.json(created).path("id").asText();
        assertThat(send(to("/v1/batches/" + id + "/cancel").POST(noBody())).statusCode())
                .isEqualTo(200);
    }

    private HttpServer answering() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", this::answer);
            server.start();
            return server;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            answers.incrementAndGet();
            String asked = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            String content = "hello";
            if (asked.contains(LETTERS)) {
                content = "{\"text\":\"%s!\"}".formatted("a".repeat(20_000));
            } else if (asked.contains(FENCES)) {
                content = "```json" + "\n".repeat(500_000) + "x";
            }
            ObjectNode body = Service.JSON.createObjectNode().put("id", "c").put("object", "chat.completion");
            ObjectNode choice =
                    body.putArray("choices").addObject().put("index", 0).put("finish_reason", "stop");
            choice.putObject("message").put("role", "assistant").put("content", content);
            body.putObject("usage")
                    .put("prompt_tokens", 1)
                    .put("completion_tokens", 1)
                    .put("total_tokens", 2);
            byte[] bytes = Service.JSON.writeValueAsBytes(body);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
