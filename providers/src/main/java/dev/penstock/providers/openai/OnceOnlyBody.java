package dev.penstock.providers.openai;

import com.openai.core.http.HttpRequestBody;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * JSON for the provider: a call, or the order of a batch. Says that it cannot be sent twice: OkHttp would otherwise send
 * it again by itself when a used connection breaks, and it might be paid twice unseen.
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares it.
public record OnceOnlyBody(byte[] json) implements HttpRequestBody {
    @Override
    public void writeTo(OutputStream out) {
        try {
            out.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String contentType() {
        return "application/json";
    }

    @Override
    public long contentLength() {
        return json.length;
    }

    @Override
    public boolean repeatable() {
        return false;
    }

    @Override
    public void close() {}
}
