package dev.penstock.providers.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.openai.core.http.HttpMethod;
import com.openai.core.http.HttpRequestBody;
import dev.penstock.providers.JsonText;
import dev.penstock.providers.Outcome;
import dev.penstock.providers.ProviderAccount;
import dev.penstock.providers.http.ApiClient;
import dev.penstock.providers.http.ApiClient.Call;
import dev.penstock.providers.http.EmptyBody;
import dev.penstock.providers.wire.BatchApi;
import dev.penstock.store.Result;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Anthropic's message batches (platform.claude.com/docs/en/build-with-claude/batch-processing) in the words of OpenAI's batch API. There are no files: the
 * upload of a file creates the batch, and the file's id is the batch's. A batch has no name and no metadata; the ids of its
 * requests have the name of the file in front, which can be read when the batch has ended.
 */
public final class AnthropicBatchApi implements BatchApi {
    private static final String PATH = "messages/batches";
    private static final int MOST_PAGES = 1_000;

    private final ApiClient client;

    public AnthropicBatchApi(ProviderAccount account, Errors errors) {
        client = new ApiClient(account, AnthropicWire.of(account), errors);
    }

    @Override
    public boolean namesBatches() {
        return false;
    }

    @Override
    public JsonNode findBatch(long since, Predicate<JsonNode> fits) {
        return translated(find(since, batch -> fits.test(BatchObject.translate(batch))));
    }

    @Override
    public JsonNode findFile(String filename, long since) {
        return translated(
                find(since, batch -> name(batch).filter(filename::equals).isPresent()));
    }

    @Override
    public boolean mayBeUnderWay(long since, int requests) {
        return find(since, batch -> !BatchObject.isEnded(batch) && BatchObject.requests(batch) == requests)
                .isPresent();
    }

    @Override
    public String upload(String filename, long bytes, Content content) {
        return call(HttpMethod.POST, PATH, new MessageBatchBody(filename, content), "POST /batches")
                .path("id")
                .asText("");
    }

    @Override
    public JsonNode create(ObjectNode order, String idempotencyKey) {
        return get(order.path("input_file_id").asText(""));
    }

    @Override
    public JsonNode get(String id) {
        return BatchObject.translate(call(HttpMethod.GET, PATH + "/" + id, null, "GET /batches/" + id));
    }

    @Override
    public JsonNode cancel(String id) {
        JsonNode batch =
                call(HttpMethod.POST, PATH + "/" + id + "/cancel", new EmptyBody(), "POST /batches/" + id + "/cancel");
        return BatchObject.translate(batch);
    }

    @Override
    public <T> T download(String fileId, Reader<T> reader) {
        return client.call(results(fileId), body -> reader.read(new BatchResults(body)));
    }

    @Override
    public void deleteFile(String fileId) {
        JsonNode unused = call(HttpMethod.DELETE, PATH + "/" + fileId, null, "DELETE /batches/" + fileId);
    }

    @Override
    public Outcome meaning(String url, Result.Response response) {
        return AnthropicAnswers.meaning(url, response);
    }

    @Override
    public void close() {
        client.close();
    }

    private static JsonNode translated(Optional<JsonNode> batch) {
        return batch.<JsonNode>map(BatchObject::translate).orElseGet(() -> JsonText.MAPPER.missingNode());
    }

    /** Returns the name of the file that a batch was made of; empty as long as the batch has no results, and for others' batches. */
    private Optional<String> name(JsonNode batch) {
        return BatchObject.isEnded(batch)
                ? client.call(results(batch.path("id").asText("")), BatchRequestId::filename)
                : Optional.empty();
    }

    private Optional<JsonNode> find(long since, Predicate<JsonNode> fits) {
        String after = "";
        for (int page = 0; page < MOST_PAGES; page++) {
            Map<String, String> query =
                    after.isEmpty() ? Map.of("limit", "100") : Map.of("limit", "100", "after_id", after);
            JsonNode found = client.json(
                    Call.of(HttpMethod.GET, PATH, null).with(query, Map.of()).named("GET /batches"));
            for (JsonNode batch : found.path("data")) {
                if (BatchObject.createdAt(batch) < since) {
                    return Optional.empty();
                }
                if (fits.test(batch)) {
                    return Optional.of(batch);
                }
            }
            String last = found.path("last_id").asText("");
            if (last.isEmpty() || last.equals(after) || !found.path("has_more").asBoolean(false)) {
                return Optional.empty();
            }
            after = last;
        }
        return Optional.empty();
    }

    private static Call results(String id) {
        return Call.of(HttpMethod.GET, PATH + "/" + id + "/results", null).named("GET /files/" + id + "/content");
    }

    private JsonNode call(HttpMethod method, String path, @Nullable HttpRequestBody body, String name) {
        return client.json(Call.of(method, path, body).named(name));
    }
}
