package dev.penstock.service.bodies;

import dev.penstock.service.errors.ApiFailure;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import org.jspecify.annotations.Nullable;

/** Refuses compressed bodies: a few bytes unpack to a thousand times as many before anybody can count them. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class EncodedBodyFilter {
    @RequestFilter
    public void refuse(HttpRequest<?> request) {
        @Nullable String encoding = request.getHeaders().get(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.isBlank() && !encoding.strip().equalsIgnoreCase("identity")) {
            throw ApiFailure.of(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    "the body is compressed; send it without Content-Encoding",
                    "invalid_request_error",
                    null,
                    "unsupported_encoding");
        }
    }
}
