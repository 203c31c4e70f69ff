package dev.penstock.service.callers;

import dev.penstock.service.ApiOptions;
import dev.penstock.service.errors.ApiFailure;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Identifies the caller of each request by its API key, and enforces the key's limits. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
public final class KeyFilter {
    private static final String BEARER = "Bearer ";

    private final boolean needed;
    private final KeyRing keys;
    private final KeyAllowances allowances;
    private final FailedKeys failures;

    KeyFilter(ApiOptions options, KeyRing keys, KeyAllowances allowances, FailedKeys failures) {
        this.failures = failures;
        this.needed = options.keys();
        this.keys = keys;
        this.allowances = allowances;
    }

    @RequestFilter
    public void identify(HttpRequest<?> request) {
        Optional<String> shown = shown(request);
        Optional<ApiKey> found = shown.flatMap(keys::find);
        if (found.isPresent()) {
            ApiCaller caller = found.get().caller();
            request.setAttribute(ApiCaller.ATTRIBUTE, caller);
            allowances.admit(found.get());
        } else if (needed ? shown.isPresent() : shown.filter(ApiKeys::isKey).isPresent()) {
            // Also where no key is needed: a tenant whose key was revoked must not become everybody.
            countFailure(request.getRemoteAddress());
            throw ApiFailure.unauthorized("unknown API key; the key may have been revoked");
        } else if (!needed) {
            request.setAttribute(ApiCaller.ATTRIBUTE, ApiCaller.ANONYMOUS);
        } else if (!OpenPaths.contain(request.getPath())) {
            throw ApiFailure.unauthorized(
                    "no API key was sent; send `Authorization: Bearer pk-…` (`penstock keys create` makes one)");
        }
    }

    /** Counts a wrong key, unless its caller has closed the connection and so has no address any more. */
    private void countFailure(@Nullable InetSocketAddress from) {
        if (from != null) {
            failures.count(from.getAddress());
        }
    }

    private static Optional<String> shown(HttpRequest<?> request) {
        @Nullable String header = request.getHeaders().get("Authorization");
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? Optional.of(header.substring(BEARER.length()).strip())
                : Optional.empty();
    }
}
