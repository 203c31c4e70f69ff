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
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
            return read(url, body, response);
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
                return readEvents(url, stream, response, sink);
            }
            Outcome outcome = read(url, body, response);
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

    private Outcome read(String url, ObjectNode request, HttpResponse response) throws IOException {
        HeaderValues headers = AnswerStream.headers(response);
        if (response.statusCode() < 200 || response.statusCode() >= 300) {
            return OpenAiAnswers.read(
                    url,
                    response.statusCode(),
                    RedirectingClient.withTarget(account.baseUrl(), path(url), headers),
                    account.withoutSecrets(ErrorBody.read(response)),
                    Instant.now());
        }
        if (AnswerStream.isStream(response)) {
            return readEvents(url, AnswerStream.of(url, request), response, TokenSink.NONE);
        }
        // The memory of a large answer is given back when its JSON has been read, too.
        try (BoundedAnswer in = BoundedAnswer.whole(ContentCoding.decoded(response.body(), headers))) {
            String body = BodyText.of(in.readAllBytes(), headers);
            if (EventData.beginIn(body)) {
                InputStream events = new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
                return AnswerStream.of(url, request)
                        .read(url, headers, events, TokenSink.NONE, account::withoutSecrets);
            }
            Outcome outcome = OpenAiAnswers.read(url, response.statusCode(), headers, body, Instant.now());
            // Bodies of answers stay unchanged, also of those without anything of use; only errors are searched for
            // secrets.
            return outcome instanceof Outcome.Answered || isOfNoUse(outcome)
                    ? outcome
                    : OpenAiAnswers.read(
                            url,
                            response.statusCode(),
                            headers,
                            account.withoutSecrets(
                                    body.substring(0, Math.min(body.length(), AnswerLimits.ERROR_BYTES))),
                            Instant.now());
        }
    }

    private static boolean isOfNoUse(Outcome outcome) {
        return outcome instanceof Outcome.Unusable unusable
                && Set.of(Outcome.Unusable.EMPTY, Outcome.Unusable.INVALID_EMBEDDING)
                        .contains(unusable.error().code());
    }

    private Outcome readEvents(String url, AnswerStream stream, HttpResponse response, TokenSink sink)
            throws IOException {
        HeaderValues headers = AnswerStream.headers(response);
        try (BoundedAnswer in = BoundedAnswer.stream(ContentCoding.decoded(response.body(), headers))) {
            return stream.read(url, headers, in, sink, account::withoutSecrets);
        }
    }
}
