package dev.penstock.providers.openai;

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
import dev.penstock.providers.http.FormBody;
import dev.penstock.providers.http.OnceOnlyBody;
import dev.penstock.providers.wire.BatchApi;
import dev.penstock.providers.wire.Wire;
import dev.penstock.store.Result;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** OpenAI's files and batches endpoints, and those of providers that have them, too. */
public final class OpenAiBatchApi implements BatchApi {
    private static final int MOST_PAGES = 1_000;

    private final ApiClient client;

    public OpenAiBatchApi(ProviderAccount account, Errors errors) {
        this(account, OpenAiWire.of(account), errors);
    }

    /**
     * @param wire the dialect in which files and batches have OpenAI's format
     */
    public OpenAiBatchApi(ProviderAccount account, Wire wire, Errors errors) {
        client = new ApiClient(account, wire, errors);
    }

    @Override
    public JsonNode findBatch(long since, Predicate<JsonNode> fits) {
        return find("batches", Map.of("limit", "100"), since, fits);
    }

    @Override
    public JsonNode findFile(String filename, long since) {
        return find(
                "files",
                Map.of("purpose", "batch"),
                since,
                file -> file.path("filename").asText("").equals(filename));
    }

    @Override
    public String upload(String filename, long bytes, Content content) {
        return post("files", new FormBody(filename, bytes, content), Map.of())
                .path("id")
                .asText("");
    }

    @Override
    public JsonNode create(ObjectNode order, String idempotencyKey) {
        OnceOnlyBody body = new OnceOnlyBody(order.toString().getBytes(StandardCharsets.UTF_8));
        return post("batches", body, Map.of("Idempotency-Key", idempotencyKey));
    }

    @Override
    public JsonNode get(String id) {
        return client.json(Call.of(HttpMethod.GET, "batches/" + id, null));
    }

    @Override
    public JsonNode cancel(String id) {
        return post("batches/" + id + "/cancel", new EmptyBody(), Map.of());
    }

    @Override
    public <T> T download(String fileId, Reader<T> reader) {
        return client.call(Call.of(HttpMethod.GET, "files/" + fileId + "/content", null), reader);
    }

    @Override
    public void deleteFile(String fileId) {
        JsonNode unused = client.json(Call.of(HttpMethod.DELETE, "files/" + fileId, null));
    }

    @Override
    public Outcome meaning(String url, Result.Response response) {
        return OpenAiAnswers.meaning(url, response);
    }

    @Override
    public void close() {
        client.close();
    }

    /**
     * Finds the newest object of a list that matches.
     *
     * @param since in seconds since 1970; the search ends at an object that was created earlier
     * @return a missing node when no object matches
     */
    private JsonNode find(String path, Map<String, String> query, long since, Predicate<JsonNode> fits) {
        String after = "";
        for (int page = 0; page < MOST_PAGES; page++) {
            Map<String, String> asked = new HashMap<>(query);
            if (!after.isEmpty()) {
                asked.put("after", after);
            }
            JsonNode found = client.json(Call.of(HttpMethod.GET, path, null).with(asked, Map.of()));
            String last = "";
            for (JsonNode one : found.path("data")) {
                if (fits.test(one)) {
                    return one;
                }
                last = one.path("id").asText("");
                if (one.path("created_at").asLong(Long.MAX_VALUE) < since) {
                    return JsonText.MAPPER.missingNode();
                }
            }
            // Some providers ignore the page's start, and would send the first page for ever.
            if (last.isEmpty() || last.equals(after) || !found.path("has_more").asBoolean(false)) {
                break;
            }
            after = last;
        }
        return JsonText.MAPPER.missingNode();
    }

    private JsonNode post(String path, @Nullable HttpRequestBody body, Map<String, String> headers) {
        return client.json(Call.of(HttpMethod.POST, path, body).with(Map.of(), headers));
    }
}
