package dev.penstock.providers.http;

import com.openai.core.http.HttpRequestBody;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** The empty body of a POST request. */
public record EmptyBody() implements HttpRequestBody {
    @Override
    public void writeTo(OutputStream out) {}

    @Override
    public @Nullable String contentType() {
        return null;
    }

    @Override
    public long contentLength() {
        return 0;
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public void close() {}
}
