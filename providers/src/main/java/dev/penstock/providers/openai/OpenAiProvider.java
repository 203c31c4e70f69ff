package dev.penstock.providers.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.openai.core.ClientOptions;
import com.openai.core.RequestOptions;
import com.openai.core.http.HttpMethod;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpResponse;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.providers.AnswerLimits;
import dev.penstock.providers.BoundedAnswer;
import dev.penstock.providers.JsonText;
import dev.penstock.providers.Outcome;
import dev.penstock.providers.Provider;
import dev.penstock.providers.ProviderAccount;
import dev.penstock.providers.TokenSink;
import dev.penstock.store.Result;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Calls an OpenAI-compatible provider. Uses the connections, headers and timeouts of openai-java's HTTP client, but not
 * its typed requests and responses, so that the bodies of both stay unchanged.
 */
public final class OpenAiProvider implements Provider {
    private final ProviderAccount account;
    private final BiConsumer<String, PoolQuota> announced;
    private final ClientOptions options;

    /**
     * Makes a provider that calls with the given account.
     *
     * @param announced receives a model's name and the account's limits for it, from the headers of each response
     */
    public OpenAiProvider(ProviderAccount account, BiConsumer<String, PoolQuota> announced) {
        this.account = account;
        this.announced = announced;
        options = ProviderConnection.options(account, account.timeout());
    }

    @Override
    public Outcome call(String url, ObjectNode body) {
        Optional<List<String>> path = ProviderPath.segments(path(url));
        if (path.isEmpty()) {
            return noSuchPath(url);
        }
        try (HttpResponse response = send(path.get(), body)) {
            return read(response);
        } catch (RuntimeException | IOException e) {
            return TransportErrors.outcome(e, account.baseUrl().getHost());
        }
    }

    @Override
    public Outcome stream(String url, ObjectNode body, TokenSink sink) {
        Optional<List<String>> path = ProviderPath.segments(path(url));
        if (path.isEmpty()) {
            return noSuchPath(url);
        }
        AnswerStream stream = AnswerStream.of(url, body);
        try (HttpResponse response = send(path.get(), stream.streamed(body))) {
            if (AnswerStream.isStream(response)) {
                return stream.read(response, sink, account::withoutSecrets);
            }
            Outcome outcome = read(response);
            if (outcome instanceof Outcome.Answered answered) {
                // This provider ignored the request to stream.
                answered.text().ifPresent(sink::token);
            }
            return outcome;
        } catch (RuntimeException | IOException e) {
            return TransportErrors.outcome(e, account.baseUrl().getHost());
        }
    }

    @Override
    public void close() {
        options.close();
    }

    private static Outcome noSuchPath(String url) {
        return new Outcome.Refused(
                new Result.Response(HttpURLConnection.HTTP_NOT_FOUND, "", "{}"),
                new Result.Error("not_found", "a provider has no path " + url));
    }

    private HttpResponse send(List<String> path, ObjectNode body) throws JsonProcessingException {
        HttpRequest request = HttpRequest.builder()
                .method(HttpMethod.POST)
                .baseUrl(account.baseUrl().toString())
                .addPathSegments(path.toArray(String[]::new))
                .putAllHeaders(options.headers())
                .putAllQueryParams(options.queryParams())
                .body(new OnceOnlyBody(JsonText.MAPPER.writeValueAsBytes(body)))
                .build();
        HttpResponse response = options.httpClient().execute(request, RequestOptions.none());
        LimitHeaders.read(AnswerStream.headers(response))
                .ifPresent(quota -> announced.accept(body.path("model").asText(""), quota));
        return response;
    }

    /** Returns a url's path without {@code v1}, because a provider's base URL already contains a version. */
    private static String path(String url) {
        String path = url.startsWith("/") ? url.substring(1) : url;
        return path.startsWith("v1/") ? path.substring("v1/".length()) : path;
    }

    private Outcome read(HttpResponse response) throws IOException {
        if (response.statusCode() < 200 || response.statusCode() >= 300) {
            byte[] error = response.body().readNBytes(AnswerLimits.ERROR_BYTES);
            return readError(response, new String(error, StandardCharsets.UTF_8));
        }
        // The memory of a large answer is given back when its JSON has been read, too.
        try (BoundedAnswer in = BoundedAnswer.whole(response.body())) {
            String body = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            Outcome outcome =
                    OpenAiAnswers.read(response.statusCode(), AnswerStream.headers(response), body, Instant.now());
            // Bodies of successful answers stay unchanged; only errors are searched for secrets.
            return outcome instanceof Outcome.Answered
                    ? outcome
                    : readError(response, body.substring(0, Math.min(body.length(), AnswerLimits.ERROR_BYTES)));
        }
    }

    private Outcome readError(HttpResponse response, String body) {
        return OpenAiAnswers.read(
                response.statusCode(), AnswerStream.headers(response), account.withoutSecrets(body), Instant.now());
    }
}
