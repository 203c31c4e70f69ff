package dev.penstock.starter.e2e;

import static java.net.http.HttpRequest.BodyPublishers.noBody;
import static java.net.http.HttpRequest.BodyPublishers.ofByteArray;
import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever strangers send to files and batches is their mistake, and they learn nothing of the server by it. */
final class HostileFilesIT extends PenstockTestCase {
    private static final String FORM = "multipart/form-data; boundary=b";

    private Api api;

    @BeforeEach
    void serve() {
        api = Api.serve(penstock);
    }

    @Test
    void wrongRequestsAreRefusedAndNothingElse() {
        Stream<HttpRequest.Builder> wrong = Stream.of(
                upload("text/plain", "hello"),
                upload("multipart/form-data", "--b\r\n"),
                upload(FORM, ""),
                upload(FORM, "hello"),
                upload(FORM, "--b\r\n\r\n\r\n--b--"),
                upload(FORM, "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\ncut o"),
                upload(FORM, "--b\r\n" + "X: y\r\n".repeat(100_000) + "\r\n--b--"),
                upload(FORM, ("--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\ny\r\n").repeat(1000) + "--b--"),
                api.form("purpose", "batch_output", "x"),
                api.form("purpose", "x".repeat(100_000), "x"),
                api.form("x", "y", "x"),
                api.to("/v1/files").POST(noBody()),
                api.to("/v1/files/..%2F..%2Fhome"),
                api.to("/v1/files/..%2F..%2Fhome/content"),
                api.to("/v1/files/file-%00"),
                api.to("/v1/files/%2e%2e").DELETE(),
                api.to("/v1/files?after=..%2F..%2Fx"),
                api.to("/v1/files?limit=-1"),
                api.to("/v1/batches/..%2F..%2Fhome"),
                api.to("/v1/batches/batch_" + "0".repeat(10_000)),
                api.to("/v1/batches?limit=1e9"),
                api.to("/v1/batches?after=1"),
                api.to("/batch/..%2Fx"),
                api.to("/batch/x/events"),
                api.to("/v1/batches/x/results?follow=true"),
                api.to("/v1/batches/x/cancel").POST(noBody()),
                batch("["),
                batch("[".repeat(100_000)),
                batch("{\"a\":".repeat(100_000)),
                batch("{\"input_file_id\":{}}"),
                batch("{\"input_file_id\":\"../../x\",\"endpoint\":\"/v1/embeddings\",\"completion_window\":\"24h\"}"),
                batch("null"),
                batch(""),
                api.to("/v1/batches").POST(ofByteArray(new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe})),
                // As a page of another site, or a file, has its reader's browser send it.
                api.to("/batch").header("Origin", "http://evil.test").POST(ofString("{\"prompts\":[\"a\"]}")),
                api.to("/batch").header("Origin", "null").POST(ofString("{\"prompts\":[\"a\"]}")),
                api.to("/batch").POST(ofString("{\"prompts\":[]}")),
                api.to("/batch").POST(ofString("{\"prompts\":[1]}")),
                api.to("/batch").POST(ofString("{\"prompts\":[\"a\"],\"input\":\"file:///etc/passwd\",\"modle\":1}")));

        wrong.forEach(request -> {
            HttpResponse<String> answer = api.send(request);
            assertThat(answer.statusCode())
                    .as("%s: %s", answer.uri(), answer.body())
                    .isBetween(400, 499);
            assertThat(answer.body())
                    .contains("\"error\"")
                    .doesNotContain(folder.toString(), "dev.penstock", "java.", "Exception");
        });
        assertThat(api.get("/v1/files").path("data")).isEmpty();
    }

    @Test
    void wrongLinesFailTheBatchAndSayWhere() {
        String good = TestingInput.line("good", "What is one plus one?");
        String other = TestingInput.line("other", "What?").replace("chat/completions", "embeddings");
        record Case(String content, String code, int line) {}
        List<Case> cases = List.of(
                new Case("", "empty_batch", 0),
                new Case("\n\n", "empty_batch", 0),
                new Case(good + "\n{\"custom_id\":\"" + "x".repeat(17 << 20) + "\"}\n", "invalid_request", 2),
                new Case(good + "\n" + "[".repeat(100_000) + "\n", "invalid_json_line", 2),
                new Case(good + "\n{\"a\":".repeat(5000) + "\n", "invalid_json_line", 2),
                new Case(good + "\n" + good + "\n", "duplicate_custom_id", 2),
                new Case(good + "\n" + other + "\n", "url_mismatch", 2),
                new Case("../../etc/passwd\n", "invalid_json_line", 1));

        for (Case each : cases) {
            String batch = api.create(api.upload(each.content()), "");
            JsonNode failed = api.awaitStatus(batch, "failed");

            JsonNode first = failed.at("/errors/data/0");
            assertThat(first.path("code").asText()).as("%s", failed).isEqualTo(each.code());
            assertThat(first.path("line").asInt()).isEqualTo(each.line());
            assertThat(failed.toString()).doesNotContain(folder.toString());
        }
        assertThat(books.calls()).isZero();
    }

    @Test
    void wrongBodiesAreTheirLinesErrorsAndTheOthersAreAnswered() {
        String good = TestingInput.line("good", "What is one plus one?");
        String streamed =
                TestingInput.line("streamed", "What?").replace("\"messages\"", "\"stream\":true,\"messages\"");
        String empty = TestingInput.line("empty", "What?").replaceFirst("\"messages\":\\[.*?]", "\"messages\":[]");

        String batch = api.create(api.upload(good + "\n" + streamed + "\n" + empty + "\n"), "");
        JsonNode completed = api.awaitStatus(batch, "completed");

        assertThat(completed.at("/request_counts/completed").asInt()).isEqualTo(1);
        assertThat(completed.at("/request_counts/failed").asInt()).isEqualTo(2);
        assertThat(api.send(api.to(
                                "/v1/files/" + completed.path("error_file_id").asText() + "/content"))
                        .body()
                        .lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("\"status_code\":400", "invalid_request_error"));
    }

    private HttpRequest.Builder upload(String type, String body) {
        return api.to("/v1/files").header("Content-Type", type).POST(ofString(body));
    }

    private HttpRequest.Builder batch(String body) {
        return api.to("/v1/batches").header("Content-Type", "application/json").POST(ofString(body));
    }
}
