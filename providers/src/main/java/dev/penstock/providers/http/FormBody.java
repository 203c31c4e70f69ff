package dev.penstock.providers.http;

import com.openai.core.http.HttpRequestBody;
import dev.penstock.providers.wire.BatchApi;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The multipart form of a file upload, whose content is written while it is sent. */
public final class FormBody implements HttpRequestBody {
    private final String boundary = "penstock-" + UUID.randomUUID();
    private final byte[] head;
    private final byte[] tail;
    private final long length;
    private final BatchApi.Content content;

    public FormBody(String filename, long bytes, BatchApi.Content content) {
        this.content = content;
        head = """
                --%1$s
                Content-Disposition: form-data; name="purpose"

                batch
                --%1$s
                Content-Disposition: form-data; name="file"; filename="%2$s"
                Content-Type: application/jsonl

                """.formatted(boundary, filename).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        tail = "\r\n--%s--\r\n".formatted(boundary).getBytes(StandardCharsets.UTF_8);
        length = head.length + bytes + tail.length;
    }

    @Override
    public void writeTo(OutputStream out) {
        try {
            out.write(head);
            content.writeTo(out);
            out.write(tail);
        } catch (IOException e) {
            throw BodyFailure.of(e);
        }
    }

    @Override
    public String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    @Override
    public long contentLength() {
        return length;
    }

    /** Returns false: before a broken upload is repeated, the caller looks for it at the provider. */
    @Override
    public boolean repeatable() {
        return false;
    }

    @Override
    public void close() {}
}
