package dev.penstock.providers.http;

import com.openai.core.RequestOptions;
import com.openai.core.http.HttpClient;
import com.openai.core.http.HttpMethod;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpResponse;
import dev.penstock.providers.wire.HeaderValues;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Follows redirects where nothing is lost or given away by that. A POST is repeated with its body on the same host, after 307
 * and 308 only: after 301 to 303, browsers and HTTP libraries fetch a page instead, which is no answer. A GET is followed
 * anywhere, but the account's headers stay on its host. Any other redirect is the response.
 */
final class RedirectingClient implements HttpClient {
    private static final int MOST_REDIRECTS = 5;
    private static final Set<Integer> KEEPING_METHOD = Set.of(307, 308);
    private static final Set<Integer> ANY = Set.of(301, 302, 303, 307, 308);
    private static final String LOCATION = "location";

    private final HttpClient client;

    RedirectingClient(HttpClient client) {
        this.client = client;
    }

    @Override
    public HttpResponse execute(HttpRequest request, RequestOptions options) {
        HttpRequest next = request;
        for (int redirects = 0; ; redirects++) {
            HttpResponse response = client.execute(next, options);
            Optional<HttpRequest> followed = redirects < MOST_REDIRECTS ? followed(next, response) : Optional.empty();
            if (followed.isEmpty()) {
                return response;
            }
            response.close();
            next = followed.get();
        }
    }

    @Override
    public CompletableFuture<HttpResponse> executeAsync(HttpRequest request, RequestOptions options) {
        return client.executeAsync(request, options);
    }

    @Override
    public void close() {
        client.close();
    }

    /**
     * Returns a response's headers, with the address to set instead of the called one as {@code location}: the absolute one, without
     * the endpoint's path, and without a query, which may hold a key.
     *
     * @param path the endpoint's path below the base URL
     */
    static HeaderValues withTarget(URI baseUrl, String path, HeaderValues headers) {
        String called = baseUrl + (baseUrl.toString().endsWith("/") ? "" : "/") + path;
        return name ->
                name.equals(LOCATION) ? target(called, headers).map(to -> withoutPath(to, path)) : headers.find(name);
    }

    private static String withoutPath(URI to, String path) {
        String address = to.toString().replaceFirst("[?#].*$", "");
        return address.endsWith("/" + path) ? address.substring(0, address.length() - path.length() - 1) : address;
    }

    private static Optional<URI> target(String calledUrl, HeaderValues headers) {
        try {
            return headers.find(LOCATION)
                    .map(location -> URI.create(calledUrl).resolve(location.strip()))
                    .filter(uri -> uri.getHost() != null && isHttp(uri));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<HttpRequest> followed(HttpRequest request, HttpResponse response) {
        boolean isGet = request.method() == HttpMethod.GET;
        if (!(isGet ? ANY : KEEPING_METHOD).contains(response.statusCode())) {
            return Optional.empty();
        }
        URI from = URI.create(request.url());
        return target(request.url(), ResponseHeaders.of(response))
                .filter(to -> isGet || isSameServer(from, to))
                .filter(to -> !isHttps(from) || isHttps(to))
                .map(to -> moved(request, to, isSameServer(from, to)));
    }

    private static HttpRequest moved(HttpRequest request, URI to, boolean withHeaders) {
        HttpRequest.Builder moved =
                HttpRequest.builder().method(request.method()).baseUrl(to.toString());
        if (withHeaders) {
            moved.putAllHeaders(request.headers());
        }
        if (request.body() != null) {
            moved.body(request.body());
        }
        return moved.build();
    }

    /** Returns whether an address is on the same host and port; from http to https both may be the usual ones. */
    private static boolean isSameServer(URI from, URI to) {
        return from.getHost().equalsIgnoreCase(to.getHost())
                && (port(from) == port(to) || port(from) == 80 && port(to) == 443);
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return isHttps(uri) ? 443 : 80;
    }

    private static boolean isHttps(URI uri) {
        return uri.getScheme().equalsIgnoreCase("https");
    }

    private static boolean isHttp(URI uri) {
        return isHttps(uri) || uri.getScheme().equalsIgnoreCase("http");
    }
}
