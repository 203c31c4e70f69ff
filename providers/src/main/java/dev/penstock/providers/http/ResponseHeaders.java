package dev.penstock.providers.http;

import com.openai.core.http.HttpResponse;
import dev.penstock.providers.wire.HeaderValues;

/** The headers of a response, of which the first with a name counts. */
final class ResponseHeaders {
    private ResponseHeaders() {}

    static HeaderValues of(HttpResponse response) {
        return name -> response.headers().values(name).stream().findFirst();
    }
}
