package dev.penstock.providers.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.core.ClientOptions;
import com.openai.core.RequestOptions;
import com.openai.core.http.HttpMethod;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpRequestBody;
import com.openai.core.http.HttpResponse;
import dev.penstock.providers.BoundedAnswer;
import dev.penstock.providers.JsonText;
import dev.penstock.providers.Outcome;
import dev.penstock.providers.ProviderAccount;
import dev.penstock.store.Json;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Calls the files and batches endpoints of a provider account. */
public final class BatchApi implements AutoCloseable {
    /** The longest transfer: 200 MB over a slow line. */
    private static final Duration TRANSFER = Duration.ofHours(2);

    private static final int MOST_PAGES = 1_000;

    private final ProviderAccount account;
    private final Errors errors;
    private final ClientOptions options;

    public BatchApi(ProviderAccount account, Errors errors) {
        this.account = account;
        this.errors = errors;
        this.options = ProviderConnection.options(account, TRANSFER);
    }

    /** Makes the exceptions that this class throws for failed calls. */
    public interface Errors {
        /**
         * Returns the exception for a response whose status is not 2xx.
         *
         * @param call the call's method and path
         * @param outcome the meaning of the response
         */
        RuntimeException refused(String call, int status, Outcome outcome);

        /** Returns the exception for a response that did not arrive, or whose reader threw the cause. */
        RuntimeException lost(Exception cause, Outcome.Lost meaning);
    }

    /** Reads the body of a 2xx response. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(InputStream body) throws IOException;
    }

    public JsonNode get(String path) {
        return call(HttpMethod.GET, path, null, Map.of(), BatchApi::json);
    }

    public JsonNode post(String path, @Nullable HttpRequestBody body, Map<String, String> headers) {
        return call(HttpMethod.POST, path, body, headers, BatchApi::json);
    }

    public void delete(String path) {
        JsonNode unused = call(HttpMethod.DELETE, path, null, Map.of(), BatchApi::json);
    }

    /** Downloads a file; the reader gets its content as it arrives. */
    public <T> T download(String fileId, Reader<T> reader) {
        return call(HttpMethod.GET, "files/" + fileId + "/content", null, Map.of(), reader);
    }

    /**
     * Finds the newest object of a list that matches.
     *
     * @param since in seconds since 1970; the search ends at an object that was created earlier
     * @return a missing node when no object matches
     */
    public JsonNode find(String path, String query, long since, Predicate<JsonNode> fits) {
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
            // Some providers ignore the page's start, and would send the first page for ever.
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
        return call(HttpMethod.GET, path + "?" + query, null, Map.of(), BatchApi::json);
    }

    private <T> T call(
            HttpMethod method,
            String path,
            @Nullable HttpRequestBody body,
            Map<String, String> headers,
            Reader<T> reader) {
        HttpRequest.Builder request = HttpRequest.builder()
                .method(method)
                .baseUrl(account.baseUrl().toString())
                .putAllHeaders(options.headers())
                .putAllQueryParams(options.queryParams());
        int question = path.indexOf('?');
        request.addPathSegments(ProviderPath.segments(question < 0 ? path : path.substring(0, question))
                .orElseThrow(() -> new IllegalArgumentException("a provider has no path /" + path))
                .toArray(String[]::new));
        if (question > 0) {
            for (String pair : path.substring(question + 1).split("&")) {
                request.putQueryParam(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
            }
        }
        headers.forEach(request::putHeader);
        if (body != null) {
            request.body(body);
        }
        RuntimeException refusal;
        try (HttpResponse response = options.httpClient().execute(request.build(), RequestOptions.none())) {
            if (response.statusCode() >= 200 && response.statusCode() < 300) {
                try (InputStream in = ContentCoding.decoded(response.body(), AnswerStream.headers(response))) {
                    return reader.read(in);
                }
            }
            refusal = errors.refused(
                    method + " /" + path, response.statusCode(), ProviderConnection.meaning(response, text(response)));
        } catch (RuntimeException | IOException e) {
            throw errors.lost(e, TransportErrors.lost(e, account.baseUrl().getHost()));
        }
        throw refusal;
    }

    private static JsonNode json(InputStream body) throws IOException {
        try (BoundedAnswer in = BoundedAnswer.whole(body)) {
            return JsonText.MAPPER.readTree(in);
        }
    }

    private String text(HttpResponse response) throws IOException {
        return account.withoutSecrets(ErrorBody.read(response));
    }
}
