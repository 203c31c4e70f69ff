package dev.penstock.providers.http;

import com.openai.core.http.HttpRequestBody;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A JSON body that OkHttp does not resend by itself when a connection breaks, because the call might be paid twice unnoticed;
 * only {@link StaleConnections} sends it again.
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record OnceOnlyBody(byte[] json) implements HttpRequestBody {
    @Override
    public void writeTo(OutputStream out) {
        try {
            out.write(json);
        } catch (IOException e) {
            throw BodyFailure.of(e);
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
