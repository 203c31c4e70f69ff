package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stage's schema reads no file, calls no server, and keeps nobody busy; one that cannot be used costs no call. */
final class UntrustedSchemaIT extends PenstockTestCase {
    private static final String SECRET = "s3cret-of-this-machine";

    private final AtomicInteger fetched = new AtomicInteger();
    private HttpServer elsewhere;
    private Path secret;
    private Path input;

    @BeforeEach
    void prepare() throws IOException {
        elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        elsewhere.createContext("/", exchange -> {
            fetched.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        elsewhere.start();
        secret = Files.writeString(folder.resolve("secret.json"), "{\"const\":\"%s\"}".formatted(SECRET));
        input = Files.writeString(folder.resolve("input.jsonl"), "{\"text\":\"one\"}\n{\"text\":\"two\"}\n");
        answersTake("1ms");
    }

    @AfterEach
    void stop() {
        elsewhere.stop(0);
    }

    @Test
    void theCommandLineRefusesASchemaThatCannotBeUsed() throws IOException {
        for (String schema : unusable()) {
            Path pipeline = Files.writeString(folder.resolve("p.yaml"), "stages: " + stages(schema));

            Ended ended = penstock.run("run", input.toString(), "--pipeline", pipeline.toString())
                    .expectExit(2)
                    .expectSaid("p.yaml:1: stage \"a\": ");

            assertThat(ended.out() + ended.err()).doesNotContain(SECRET);
        }
        assertThat(books.calls()).isZero();
        assertThat(fetched).hasValue(0);
    }

    @Test
    void soDoTemporalAndTheApi() throws IOException {
        Api api = Api.serve(penstock);
        for (String schema : unusable()) {
            HttpResponse<String> answer = api.send(api.to("/batch")
                    .POST(BodyPublishers.ofString("{\"prompts\":[\"x\"],\"stages\":%s}".formatted(stages(schema)))));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            assertThat(answer.body()).contains("stage \\\"a\\\"").doesNotContain(SECRET);

            Ended ended = penstock.executeByTemporal(
                    "batch/" + Integer.toHexString(schema.hashCode()),
                    "{\"input\":\"%s\",\"model\":\"gpt-4o-mini\",\"stages\":%s}"
                            .formatted(input.toUri(), stages(schema)));
            assertThat(ended.exit()).isNotZero();
            assertThat(ended.out() + ended.err()).contains("stage \"a\": ").doesNotContain(SECRET);
        }
        assertThat(books.calls()).isZero();
        assertThat(fetched).hasValue(0);
    }

    @Test
    void anAnswerThatCannotBeCheckedIsADeadLetterAfterOneCall() throws IOException {
        Files.writeString(input, "{\"custom_id\":\"r-1\",\"text\":\"one\"}\n");
        // Each part applies the next one twice, to the same value.
        String parts = IntStream.range(0, 40)
                .mapToObj(i -> "\"p%d\":{\"allOf\":[{\"$ref\":\"#/$defs/p%d\"},{\"$ref\":\"#/$defs/p%d\"}]}"
                        .formatted(i, i + 1, i + 1))
                .collect(Collectors.joining(","));
        String schema = "{\"$ref\":\"#/$defs/p0\",\"$defs\":{%s,\"p40\":{\"type\":\"object\"}}}".formatted(parts);
        Path pipeline = Files.writeString(folder.resolve("p.yaml"), "stages: " + stages(schema));

        penstock.run("run", input.toString(), "--pipeline", pipeline.toString()).expectExit(3);

        assertThat(books.calls()).isEqualTo(1);
        JsonNode dead = ResultFile.at(folder.resolve("input.errors.jsonl")).line("r-1");
        assertThat(dead.at("/error/message").asText()).contains("the answer cannot be checked");
        assertThat(dead.at("/stages/a/response/status_code").asInt()).isEqualTo(200);
    }

    private List<String> unusable() {
        String server = "http://127.0.0.1:" + elsewhere.getAddress().getPort();
        return List.of(
                "{\"$ref\":\"%s/x\"}".formatted(server),
                "{\"properties\":{\"a\":{\"$ref\":\"%s\"}}}".formatted(secret.toUri()),
                "{\"$ref\":\"#\"}",
                "{\"pattern\":\"(\"}");
    }

    private static String stages(String schema) {
        return "[{\"name\": \"a\", \"model\": \"gpt-4o-mini\", \"prompt\": \"{{input.text}}\", \"expects\": \"json_schema\", \"schema\": %s}]"
                .formatted(schema);
    }
}
