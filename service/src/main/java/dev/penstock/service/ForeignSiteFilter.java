package dev.penstock.service;

import dev.penstock.service.errors.ApiFailure;
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
 * another site ({@code Origin}) to change something or to open a WebSocket. Browsers let any page do both.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(ForeignSiteFilter.ORDER)
public final class ForeignSiteFilter {
    /** Before the caller is identified, after the response has got its id. */
    static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 10;

    private static final Set<HttpMethod> SAFE_METHODS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final AllowedHosts hosts;

    ForeignSiteFilter(ApiOptions options) {
        this.hosts = options.hosts();
    }

    @RequestFilter
    public void refuseForeign(HttpRequest<?> request) {
        HttpHeaders headers = request.getHeaders();
        List<String> host = headers.getAll(HttpHeaders.HOST);
        if (host.size() != 1) {
            throw ApiFailure.invalid(
                    "a request has one header Host, not " + (host.isEmpty() ? "none" : "several"),
                    null,
                    "invalid_host");
        }
        if (!hosts.allow(host.getFirst())) {
            throw refused(
                    "'%s' is no name of this server; if it should be, start the server with --allowed-hosts NAME"
                            .formatted(host.getFirst()),
                    "foreign_host");
        }
        if (doesSomething(request) && isForeign(headers.get(HttpHeaders.ORIGIN), host.getFirst())) {
            throw refused("requests from pages of other sites are refused", "foreign_origin");
        }
    }

    private static boolean doesSomething(HttpRequest<?> request) {
        return !SAFE_METHODS.contains(request.getMethod())
                || request.getHeaders().contains(HttpHeaders.UPGRADE);
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
