package dev.penstock.starter.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Stream;

/** A served API, as plain HTTP. */
record Api(Running process, URI root) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BOUNDARY = "between-parts";

    static Api serve(Penstock penstock, String... options) {
        String[] command = Stream.concat(Stream.of("serve", "--port", "0"), Stream.of(options))
                .toArray(String[]::new);
        Running process = penstock.start(command).awaitSaid("Ctrl-C");
        return new Api(process, URI.create(process.api()));
    }

    String base() {
        return root + "/v1";
    }

    /** Whatever the answer is. */
    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("no answer", e);
        }
    }

    InputStream open(String path) throws IOException, InterruptedException {
        return HTTP.send(to(path).build(), BodyHandlers.ofInputStream()).body();
    }

    JsonNode get(String path) {
        return json(send(to(path)));
    }

    JsonNode post(String path, String body) {
        return json(send(to(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body))));
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(root + path));
    }

    /** A file for a batch; its id. */
    String upload(String content) {
        return json(send(form("purpose", "batch", content))).path("id").asText();
    }

    String create(String file, String more) {
        String body = "{\"input_file_id\":\"%s\",\"endpoint\":\"/v1/chat/completions\",\"completion_window\":\"24h\"%s}"
                .formatted(file, more);
        return post("/v1/batches", body).path("id").asText();
    }

    JsonNode awaitStatus(String batch, String status) {
        Patience.until(
                batch + " is " + status,
                () -> get("/v1/batches/" + batch).path("status").asText().equals(status));
        return get("/v1/batches/" + batch);
    }

    /** The file before the other field, as OpenAI's clients send it. */
    HttpRequest.Builder form(String field, String value, String content) {
        String form = """
                --%1$s\r
                Content-Disposition: form-data; name="file"; filename="in.jsonl"\r
                Content-Type: application/octet-stream\r
                \r
                %2$s\r
                --%1$s\r
                Content-Disposition: form-data; name="%3$s"\r
                \r
                %4$s\r
                --%1$s--\r
                """.formatted(BOUNDARY, content, field, value);
        return to("/v1/files")
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.ofString(form));
    }

    private static JsonNode json(HttpResponse<String> response) {
        try {
            if (response.statusCode() != 200) {
                throw new AssertionError(response.uri() + ": " + response.statusCode() + " " + response.body());
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new AssertionError("no JSON: " + response.body(), e);
        }
    }
}
