package dev.penstock.providers.http;

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
import dev.penstock.providers.ProviderKey;
import dev.penstock.providers.wire.BatchApi;
import dev.penstock.providers.wire.HeaderValues;
import dev.penstock.providers.wire.ProviderRequest;
import dev.penstock.providers.wire.Wire;
import dev.penstock.store.Result;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Calls the endpoints of a provider account that are no completions, such as those of its batch API. */
public final class ApiClient implements AutoCloseable {
    /** The longest transfer: 200 MB over a slow line. */
    private static final Duration TRANSFER = Duration.ofHours(2);

    private final ProviderAccount account;
    private final Wire wire;
    private final BatchApi.Errors errors;
    private final ClientOptions options;
    private final RenewedKeyCalls calls;

    /**
     * @param errors makes the exceptions that this class throws for failed calls
     */
    public ApiClient(ProviderAccount account, Wire wire, BatchApi.Errors errors) {
        this.account = account;
        this.wire = wire;
        this.errors = errors;
        this.options = ProviderConnection.options(account, TRANSFER);
        this.calls = new RenewedKeyCalls(account.apiKey());
    }

    /**
     * A call of an endpoint.
     *
     * @param path the path below the account's address, as the dialect has it
     * @param name the call's method and path in OpenAI's API, for errors
     */
    public record Call(
            String name,
            HttpMethod method,
            String path,
            Map<String, String> query,
            Map<String, String> headers,
            @Nullable HttpRequestBody body) {
        public static Call of(HttpMethod method, String path, @Nullable HttpRequestBody body) {
            return new Call(method + " /" + path, method, path, Map.of(), Map.of(), body);
        }

        public Call with(Map<String, String> newQuery, Map<String, String> newHeaders) {
            return new Call(name, method, path, newQuery, newHeaders, body);
        }

        public Call named(String newName) {
            return new Call(newName, method, path, query, headers, body);
        }
    }

    public JsonNode json(Call call) {
        return call(call, ApiClient::json);
    }

    /** Makes a call; the reader gets the body of the response as it arrives. */
    public <T> T call(Call call, BatchApi.Reader<T> reader) {
        return exchange(call, (headers, body) -> reader.read(body));
    }

    /** Makes a call for a header of its response. */
    public Optional<String> header(Call call, String name) {
        return exchange(call, (headers, body) -> headers.find(name));
    }

    /** Returns the failure of calls whose answers are of no use together; they may be made again later. */
    public RuntimeException unusable(String why) {
        return errors.lost(
                new IOException(why), new Outcome.Lost(null, null, new Result.Error("invalid_response", why)));
    }

    private <T> T exchange(Call call, ResponseReader<T> reader) {
        Received<T> received = calls.call(
                () -> send(call, reader),
                Received::isKeyRejected,
                e -> new Refusal<>(HttpURLConnection.HTTP_UNAUTHORIZED, UnsendableRequest.withoutKey(e)));
        return switch (received) {
            case Content<T>(T content) -> content;
            case Refusal<T>(int status, Outcome outcome) -> throw errors.refused(call.name(), status, outcome);
        };
    }

    private <T> Received<T> send(Call call, ResponseReader<T> reader) {
        try (HttpResponse response = options.httpClient().execute(request(call), RequestOptions.none())) {
            HeaderValues headers = ResponseHeaders.of(response);
            if (response.statusCode() >= 200 && response.statusCode() < 300) {
                try (InputStream in = ContentCoding.decoded(response.body(), headers)) {
                    return new Content<>(reader.read(headers, in));
                }
            }
            String text = account.withoutSecrets(ErrorBody.read(response));
            return new Refusal<>(
                    response.statusCode(),
                    wire.answers().read("", response.statusCode(), withTarget(call, headers), text, Instant.now()));
        } catch (ProviderKey.UnavailableException e) {
            throw e;
        } catch (RuntimeException | IOException e) {
            throw errors.lost(e, TransportErrors.lost(e, account.baseUrl().getHost()));
        }
    }

    /** The provider's response to a call: its content, or a refusal. */
    private sealed interface Received<T> {
        default boolean isKeyRejected() {
            return this instanceof Refusal<T>(int status, Outcome outcome)
                    && (status == HttpURLConnection.HTTP_UNAUTHORIZED || RenewedKeyCalls.isRejected(outcome));
        }
    }

    private record Content<T>(T content) implements Received<T> {}

    private record Refusal<T>(int status, Outcome outcome) implements Received<T> {}

    @Override
    public void close() {
        options.close();
    }

    private HeaderValues withTarget(Call call, HeaderValues headers) {
        return RedirectingClient.withTarget(
                account.baseUrl(), String.join("/", endpoint(call).path()), headers);
    }

    private ProviderRequest endpoint(Call call) {
        return wire.requests().endpoint(List.of(call.path().split("/", -1)));
    }

    private HttpRequest request(Call call) {
        ProviderRequest endpoint = endpoint(call);
        if (!ProviderPath.isBelow(endpoint.path())) {
            throw new IllegalArgumentException("a provider has no path /" + call.path());
        }
        HttpRequest.Builder request = HttpRequest.builder()
                .method(call.method())
                .baseUrl(account.baseUrl().toString())
                .addPathSegments(endpoint.path().toArray(String[]::new))
                .putAllHeaders(ProviderConnection.headers(
                        options, account, wire.requests().headers()))
                .putAllQueryParams(options.queryParams());
        endpoint.headers().forEach(request::replaceHeaders);
        endpoint.query().forEach(request::putQueryParam);
        call.query().forEach(request::putQueryParam);
        call.headers().forEach(request::putHeader);
        if (call.body() != null) {
            request.body(call.body());
        }
        return request.build();
    }

    /** Reads a 2xx response. */
    @FunctionalInterface
    private interface ResponseReader<T> {
        T read(HeaderValues headers, InputStream body) throws IOException;
    }

    private static JsonNode json(InputStream body) throws IOException {
        try (BoundedAnswer in = BoundedAnswer.whole(body)) {
            return JsonText.MAPPER.readTree(in);
        }
    }
}
