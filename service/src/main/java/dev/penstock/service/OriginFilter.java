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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses state-changing requests from web pages of other sites. Browsers let any page post to any server, and name the
 * page's site only in the header {@code Origin}.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class OriginFilter {
    private static final Set<HttpMethod> SAFE_METHODS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    @RequestFilter
    public void refuseForeign(HttpRequest<?> request) {
        HttpHeaders headers = request.getHeaders();
        if (!SAFE_METHODS.contains(request.getMethod())
                && isForeign(headers.get(HttpHeaders.ORIGIN), headers.get(HttpHeaders.HOST))) {
            throw ApiFailure.of(
                    HttpStatus.FORBIDDEN,
                    "requests from pages of other sites are refused",
                    "invalid_request_error",
                    null,
                    "foreign_origin");
        }
    }

    /** Whether a request comes from a web page of another site; requests of programs have no {@code Origin}. */
    public static boolean isForeign(@Nullable String origin, @Nullable String host) {
        if (origin == null) {
            return false;
        }
        try {
            return !String.valueOf(URI.create(origin).getAuthority()).equalsIgnoreCase(host);
        } catch (IllegalArgumentException e) {
            return true;
        }
    }
}
