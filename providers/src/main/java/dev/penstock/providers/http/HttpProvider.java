package dev.penstock.providers.http;

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
import dev.penstock.providers.ProviderKey;
import dev.penstock.providers.TokenSink;
import dev.penstock.providers.wire.HeaderValues;
import dev.penstock.providers.wire.ProviderRequest;
import dev.penstock.providers.wire.UntranslatableRequestException;
import dev.penstock.providers.wire.Wire;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Calls a provider over HTTP in any dialect. Uses the connections and timeouts of openai-java's HTTP client, but no typed
 * requests and responses, so that the bodies of both stay as the dialect writes and reads them.
 */
public final class HttpProvider implements Provider {
    private final ProviderAccount account;
    private final Wire wire;
    private final BiConsumer<String, PoolQuota> announced;
    private final ClientOptions options;
    private final RenewedKeyCalls calls;

    /**
     * Makes a provider that calls with the given account.
     *
     * @param wire the account's dialect
     * @param announced receives a model's name and the account's limits for it, from the headers of each response
     */
    public HttpProvider(ProviderAccount account, Wire wire, BiConsumer<String, PoolQuota> announced) {
        this.account = account;
        this.wire = wire;
        this.announced = announced;
        options = ProviderConnection.options(account, account.timeout());
        calls = new RenewedKeyCalls(account.apiKey());
    }

    @Override
    public Outcome call(String url, ObjectNode body) {
        return call(url, body, false, TokenSink.NONE);
    }

    @Override
    public Optional<String> problem(String url, ObjectNode body) {
        try {
            ProviderRequest unused = wire.requests().of(url, body, false);
            return Optional.empty();
        } catch (UntranslatableRequestException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Outcome stream(String url, ObjectNode body, TokenSink sink) {
        return call(url, body, true, sink);
    }

    @Override
    public void close() {
        options.close();
    }

    private Outcome call(String url, ObjectNode body, boolean streamed, TokenSink sink) {
        ProviderRequest request;
        try {
            request = wire.requests().of(url, body, streamed);
        } catch (UntranslatableRequestException e) {
            return UnsendableRequest.untranslatable(e);
        }
        if (!ProviderPath.isBelow(request.path())) {
            return UnsendableRequest.noSuchPath(url);
        }
        return calls.call(
                () -> send(url, body, streamed, request, sink),
                RenewedKeyCalls::isRejected,
                UnsendableRequest::withoutKey);
    }

    private Outcome send(String url, ObjectNode body, boolean streamed, ProviderRequest request, TokenSink sink) {
        try (HttpResponse response = send(request, body.path("model").asText(""))) {
            return streamed ? readStreamed(url, body, request, response, sink) : read(url, body, request, response);
        } catch (ProviderKey.UnavailableException e) {
            throw e;
        } catch (RuntimeException | IOException e) {
            return TransportErrors.outcome(e, account.baseUrl().getHost());
        }
    }

    private HttpResponse send(ProviderRequest request, String model) throws JsonProcessingException {
        HttpRequest.Builder http = HttpRequest.builder()
                .method(HttpMethod.POST)
                .baseUrl(account.baseUrl().toString())
                .addPathSegments(request.path().toArray(String[]::new))
                .putAllHeaders(ProviderConnection.headers(options, account, ofDialect()))
                .putAllQueryParams(options.queryParams())
                .body(new OnceOnlyBody(JsonText.MAPPER.writeValueAsBytes(request.body())));
        request.headers().forEach(http::replaceHeaders);
        request.query().forEach(http::putQueryParam);
        HttpResponse response = options.httpClient().execute(http.build(), RequestOptions.none());
        wire.limits().read(ResponseHeaders.of(response)).ifPresent(quota -> announced.accept(model, quota));
        return response;
    }

    private Map<String, String> ofDialect() {
        Map<String, String> headers = new HashMap<>(ContentCoding.ACCEPTED);
        headers.putAll(wire.requests().headers());
        return headers;
    }

    private Outcome readStreamed(
            String url, ObjectNode body, ProviderRequest request, HttpResponse response, TokenSink sink)
            throws IOException {
        if (EventStreamReader.isStream(response)) {
            return readEvents(url, body, response, sink);
        }
        Outcome outcome = read(url, body, request, response);
        if (outcome instanceof Outcome.Answered answered) {
            // This provider ignored the request to stream.
            answered.text().ifPresent(sink::token);
        }
        return outcome;
    }

    private Outcome read(String url, ObjectNode body, ProviderRequest request, HttpResponse response)
            throws IOException {
        HeaderValues headers = ResponseHeaders.of(response);
        if (response.statusCode() < 200 || response.statusCode() >= 300) {
            return read(
                    url,
                    response.statusCode(),
                    RedirectingClient.withTarget(account.baseUrl(), String.join("/", request.path()), headers),
                    account.withoutSecrets(ErrorBody.read(response)));
        }
        if (EventStreamReader.isStream(response)) {
            return readEvents(url, body, response, TokenSink.NONE);
        }
        // The memory of a large answer is given back when its JSON has been read, too.
        try (BoundedAnswer in = BoundedAnswer.whole(ContentCoding.decoded(response.body(), headers))) {
            String received = EventData.withoutComments(BodyText.of(in.readAllBytes(), headers));
            if (EventData.beginIn(received)) {
                InputStream events = new ByteArrayInputStream(received.getBytes(StandardCharsets.UTF_8));
                return events(url, body).read(headers, events, TokenSink.NONE);
            }
            Outcome outcome = read(url, response.statusCode(), headers, received);
            // Bodies of answers stay unchanged, also of those without anything of use; only errors are searched for
            // secrets.
            return outcome instanceof Outcome.Answered || isOfNoUse(outcome)
                    ? outcome
                    : read(
                            url,
                            response.statusCode(),
                            headers,
                            account.withoutSecrets(
                                    received.substring(0, Math.min(received.length(), AnswerLimits.ERROR_BYTES))));
        }
    }

    private Outcome read(String url, int status, HeaderValues headers, String received) {
        return wire.answers().read(url, status, headers, received, Instant.now());
    }

    private static boolean isOfNoUse(Outcome outcome) {
        return outcome instanceof Outcome.Unusable unusable
                && Set.of(Outcome.Unusable.EMPTY, Outcome.Unusable.INVALID_EMBEDDING)
                        .contains(unusable.error().code());
    }

    private Outcome readEvents(String url, ObjectNode body, HttpResponse response, TokenSink sink) throws IOException {
        HeaderValues headers = ResponseHeaders.of(response);
        try (BoundedAnswer in = BoundedAnswer.stream(ContentCoding.decoded(response.body(), headers))) {
            return events(url, body).read(headers, in, sink);
        }
    }

    private EventStreamReader events(String url, ObjectNode body) {
        return new EventStreamReader(url, wire.answers(), wire.answers().stream(url, body), account::withoutSecrets);
    }
}
