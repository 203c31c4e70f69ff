package dev.penstock.service.errors;

import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.UUID;

/** Adds {@code x-request-id} to every response; OpenAI's clients show the id with every error, and the log contains it. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class RequestIdFilter {
    /** The request attribute that holds the id. */
    public static final String ATTRIBUTE = "penstock.request-id";

    private static final String HEADER = "x-request-id";

    @RequestFilter
    public void name(HttpRequest<?> request) {
        request.setAttribute(ATTRIBUTE, "req_" + UUID.randomUUID().toString().replace("-", ""));
    }

    @ResponseFilter
    public void name(HttpRequest<?> request, MutableHttpResponse<?> response) {
        if (!response.getHeaders().contains(HEADER)) {
            request.getAttribute(ATTRIBUTE, String.class).ifPresent(id -> response.header(HEADER, id));
        }
    }
}
