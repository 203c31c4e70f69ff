package dev.penstock.providers.http;

import com.openai.core.http.HttpRequestBody;
import dev.penstock.providers.wire.BatchApi;
import java.io.IOException;
import java.io.OutputStream;

/** The content of a file as a whole body, which is written while it is sent. */
public record ContentBody(String type, long bytes, BatchApi.Content file) implements HttpRequestBody {
    @Override
    public void writeTo(OutputStream out) {
        try {
            file.writeTo(out);
        } catch (IOException e) {
            throw BodyFailure.of(e);
        }
    }

    @Override
    public String contentType() {
        return type;
    }

    @Override
    public long contentLength() {
        return bytes;
    }

    /** Returns false: before a broken upload is repeated, the caller looks for it at the provider. */
    @Override
    public boolean repeatable() {
        return false;
    }

    @Override
    public void close() {}
}
