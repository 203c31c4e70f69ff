package dev.penstock.providers.gemini;

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
import dev.penstock.providers.http.OnceOnlyBody;
import dev.penstock.providers.openai.OpenAiAnswers;
import dev.penstock.providers.wire.BatchApi;
import dev.penstock.store.Result;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Gemini's batch mode (decision 0029). Batches are created at the endpoint with OpenAI's API, which takes and returns lines in
 * OpenAI's format, and has neither files nor a list (ai.google.dev/gemini-api/docs/openai, "Batch API"); all else is Google's own API.
 * A batch is recognized by the name of its input file, which is chosen here.
 */
public final class GeminiBatchApi implements BatchApi {
    private static final String BATCHES = "batches";

    /** The fields that the guide shows; the endpoint refuses those that it does not know. */
    private static final List<String> FIELDS = List.of("input_file_id", "endpoint", "completion_window");

    private final ApiClient compatible;
    private final ApiClient own;
    private final String version;
    private final GeminiFiles files;

    public GeminiBatchApi(ProviderAccount account, Errors errors) {
        GeminiAddress address = GeminiAddress.of(account.baseUrl());
        ProviderAccount ofOwnApi = address.ofOwnApi(account);
        compatible = new ApiClient(account, GeminiWire.of(account), errors);
        own = new ApiClient(ofOwnApi, GeminiWire.ofOwnApi(ofOwnApi), errors);
        version = address.version();
        files = new GeminiFiles(own, version);
    }

    @Override
    public Optional<String> fileId(String filename) {
        return Optional.of(GeminiFiles.nameOf(filename));
    }

    /** Finds a batch in the whole list, however old its parts are: no source states an order. */
    @Override
    public JsonNode findBatch(long since, Predicate<JsonNode> fits) {
        Call list = Call.of(HttpMethod.GET, version + "/" + BATCHES, null).named("GET /batches");
        JsonNode found = new GooglePages(own, list, "operations")
                .first(operation -> fits.test(BatchOperation.translate(operation)));
        return found.isMissingNode() ? found : BatchOperation.translate(found);
    }

    @Override
    public JsonNode findFile(String filename, long since) {
        JsonNode found = files.find(GeminiFiles.nameOf(filename));
        return found.isMissingNode()
                ? found
                : JsonText.MAPPER
                        .createObjectNode()
                        .put("id", found.path("name").asText(""));
    }

    @Override
    public String upload(String filename, long bytes, Content content) {
        return files.upload(filename, bytes, content);
    }

    @Override
    public JsonNode create(ObjectNode order, String idempotencyKey) {
        ObjectNode known = order.deepCopy().retain(FIELDS);
        OnceOnlyBody body = new OnceOnlyBody(known.toString().getBytes(StandardCharsets.UTF_8));
        return compatible.json(Call.of(HttpMethod.POST, BATCHES, body));
    }

    @Override
    public JsonNode get(String id) {
        return isNameOfOwnApi(id)
                ? BatchOperation.translate(own.json(ofOwnApi(HttpMethod.GET, id, "", null)))
                : compatible.json(Call.of(HttpMethod.GET, BATCHES + "/" + id, null));
    }

    @Override
    public JsonNode cancel(String id) {
        if (!isNameOfOwnApi(id)) {
            return compatible.json(Call.of(HttpMethod.POST, BATCHES + "/" + id + "/cancel", new EmptyBody()));
        }
        JsonNode unused = own.json(ofOwnApi(HttpMethod.POST, id, ":cancel", new EmptyBody()));
        return get(id);
    }

    @Override
    public <T> T download(String fileId, Reader<T> reader) {
        return files.download(fileId, reader);
    }

    @Override
    public void deleteFile(String fileId) {
        files.delete(fileId);
    }

    @Override
    public Outcome meaning(String url, Result.Response response) {
        return OpenAiAnswers.meaning(url, response);
    }

    @Override
    public void close() {
        compatible.close();
        own.close();
    }

    /** Returns whether an id is a name in Google's own API. No guide shows the ids of OpenAI's there; users report such names. */
    private static boolean isNameOfOwnApi(String id) {
        return id.startsWith(BATCHES + "/");
    }

    private Call ofOwnApi(HttpMethod method, String id, String action, @Nullable HttpRequestBody body) {
        return Call.of(method, version + "/" + id + action, body).named(method + " /" + id + action);
    }
}
