package dev.penstock.providers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.providers.wire.BatchApi;
import dev.penstock.store.Result;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads the output of batches of chat completions. */
public record BatchOutput(BatchApi api) {
    public List<JsonNode> lines(String fileId) {
        return api.download(
                fileId,
                body -> new String(body.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .map(JsonText::parse)
                        .toList());
    }

    public Outcome meaning(JsonNode line) {
        JsonNode response = line.path("response");
        return api.meaning(
                "/v1/chat/completions",
                new Result.Response(
                        response.path("status_code").asInt(),
                        "",
                        response.path("body").toString()));
    }
}
