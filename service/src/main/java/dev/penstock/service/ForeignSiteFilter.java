package dev.penstock.service;

import dev.penstock.service.errors.ApiFailure;
import dev.penstock.service.hosts.AllowedHosts;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests that web pages of other sites make: under a name that is not this server's ({@code Host}), or from
 * another site ({@code Origin}) to change something or to open a WebSocket. Browsers let any page do both. Where callers
 * need no key, pages of other sites may only link here, as they could make this server work and leave streams open.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(ForeignSiteFilter.ORDER)
public final class ForeignSiteFilter {
    /** Before the caller is identified, after the response has got its id. */
    static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 10;

    private static final Set<HttpMethod> SAFE_METHODS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final AllowedHosts hosts;
    private final boolean keys;

    ForeignSiteFilter(ApiOptions options) {
        this.hosts = options.hosts();
        this.keys = options.keys();
    }

    @RequestFilter
    public void refuseForeign(HttpRequest<?> request) {
        HttpHeaders headers = request.getHeaders();
        List<String> host = headers.getAll(HttpHeaders.HOST);
        if (host.size() != 1) {
            throw ApiFailure.invalid(
                    "a request must have one Host header, not " + (host.isEmpty() ? "none" : "several"),
                    null,
                    "invalid_host");
        }
        if (!hosts.allow(host.getFirst())) {
            throw refused(
                    "'%s' is not a name of this server; if the name is right, start the server with --allowed-hosts NAME"
                            .formatted(host.getFirst()),
                    "foreign_host");
        }
        if (doesSomething(request) && isForeign(headers.get(HttpHeaders.ORIGIN), host.getFirst())
                || !keys && isPartOfAForeignPage(headers)) {
            throw refused("requests from pages of other sites are refused", "foreign_origin");
        }
    }

    private static boolean doesSomething(HttpRequest<?> request) {
        return !SAFE_METHODS.contains(request.getMethod())
                || request.getHeaders().contains(HttpHeaders.UPGRADE);
    }

    /** Whether a page of another site makes its reader's browser ask for something, other than by a link to it. */
    private static boolean isPartOfAForeignPage(HttpHeaders headers) {
        return "cross-site".equals(headers.get("Sec-Fetch-Site")) && !"navigate".equals(headers.get("Sec-Fetch-Mode"));
    }

    /** Whether a request comes from a web page of another site; requests of programs have no {@code Origin}. */
    static boolean isForeign(@Nullable String origin, String host) {
        if (origin == null) {
            return false;
        }
        try {
            String authority = URI.create(origin).getAuthority();
            return authority == null || !authority.equalsIgnoreCase(host);
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    private static ApiFailure refused(String message, String code) {
        return ApiFailure.of(HttpStatus.FORBIDDEN, message, "invalid_request_error", null, code);
    }
}
