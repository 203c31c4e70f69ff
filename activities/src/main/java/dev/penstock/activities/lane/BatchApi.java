package dev.penstock.activities.lane;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.core.ClientOptions;
import com.openai.core.RequestOptions;
import com.openai.core.http.HttpMethod;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpRequestBody;
import com.openai.core.http.HttpResponse;
import dev.penstock.activities.llm.PoolConfig;
import dev.penstock.activities.llm.ProviderConnection;
import dev.penstock.store.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A pool's files and batches at its provider; what goes wrong becomes the failure that says what happens next. */
final class BatchApi implements AutoCloseable {
    /** 200 MB over a slow line. */
    private static final Duration TRANSFER = Duration.ofHours(2);

    private static final int MOST_PAGES = 1_000;

    private final PoolConfig config;
    private final ClientOptions options;

    BatchApi(PoolConfig config) {
        this.config = config;
        this.options = ProviderConnection.options(config, TRANSFER);
    }

    /** What to do with an answer of status 2xx. */
    @FunctionalInterface
    interface Reader<T> {
        T read(InputStream body) throws IOException;
    }

    JsonNode get(String path) {
        return call(HttpMethod.GET, path, null, Map.of(), Json.MAPPER::readTree);
    }

    JsonNode post(String path, @Nullable HttpRequestBody body, Map<String, String> headers) {
        return call(HttpMethod.POST, path, body, headers, Json.MAPPER::readTree);
    }

    void delete(String path) {
        JsonNode unused = call(HttpMethod.DELETE, path, null, Map.of(), Json.MAPPER::readTree);
    }

    /** Reads a file as it comes. */
    <T> T download(String fileId, Reader<T> reader) {
        return call(HttpMethod.GET, "files/" + fileId + "/content", null, Map.of(), reader);
    }

    /**
     * The first that fits, newest first.
     *
     * @param since what was made before is not looked at, in seconds
     * @return missing when there is none
     */
    JsonNode find(String path, String query, long since, Predicate<JsonNode> fits) {
        String after = "";
        for (int page = 0; page < MOST_PAGES; page++) {
            JsonNode found = get(path, query + (after.isEmpty() ? "" : "&after=" + after));
            String last = "";
            for (JsonNode one : found.path("data")) {
                if (fits.test(one)) {
                    return one;
                }
                last = one.path("id").asText("");
                if (one.path("created_at").asLong(Long.MAX_VALUE) < since) {
                    return Json.MAPPER.missingNode();
                }
            }
            // Some know no pages, and would send the first one for ever.
            if (last.isEmpty() || last.equals(after) || !found.path("has_more").asBoolean(false)) {
                break;
            }
            after = last;
        }
        return Json.MAPPER.missingNode();
    }

    @Override
    public void close() {
        options.close();
    }

    private JsonNode get(String path, String query) {
        return call(HttpMethod.GET, path + "?" + query, null, Map.of(), Json.MAPPER::readTree);
    }

    private <T> T call(
            HttpMethod method,
            String path,
            @Nullable HttpRequestBody body,
            Map<String, String> headers,
            Reader<T> reader) {
        HttpRequest.Builder request = HttpRequest.builder()
                .method(method)
                .baseUrl(config.baseUrl().toString())
                .putAllHeaders(options.headers())
                .putAllQueryParams(options.queryParams());
        int question = path.indexOf('?');
        request.addPathSegments((question < 0 ? path : path.substring(0, question)).split("/"));
        if (question > 0) {
            for (String pair : path.substring(question + 1).split("&")) {
                request.putQueryParam(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
            }
        }
        headers.forEach(request::putHeader);
        if (body != null) {
            request.body(body);
        }
        try (HttpResponse response = options.httpClient().execute(request.build(), RequestOptions.none())) {
            if (response.statusCode() >= 200 && response.statusCode() < 300) {
                try (InputStream in = response.body()) {
                    return reader.read(in);
                }
            }
            throw ApiFailures.of(config, method + " /" + path, response, text(response));
        } catch (io.temporal.failure.ApplicationFailure known) {
            throw known;
        } catch (RuntimeException | IOException e) {
            throw ApiFailures.lost(config, e);
        }
    }

    private String text(HttpResponse response) throws IOException {
        try (InputStream in = response.body()) {
            return ProviderConnection.withoutSecrets(config, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
