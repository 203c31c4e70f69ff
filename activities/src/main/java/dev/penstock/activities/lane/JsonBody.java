package dev.penstock.activities.lane;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.core.http.HttpRequestBody;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** An order, sent once. */
record JsonBody(JsonNode json) implements HttpRequestBody {
    @Override
    public void writeTo(OutputStream out) {
        try {
            out.write(bytes());
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
        return bytes().length;
    }

    @Override
    public boolean repeatable() {
        return false;
    }

    @Override
    public void close() {}

    private byte[] bytes() {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }
}
