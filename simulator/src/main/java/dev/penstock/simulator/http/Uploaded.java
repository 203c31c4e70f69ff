package dev.penstock.simulator.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpRequest;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** An upload that has arrived completely; its content is in a file. */
final class Uploaded extends DefaultFullHttpRequest {
    final transient @Nullable Path file;
    final String filename;
    final String purpose;

    Uploaded(HttpRequest request, @Nullable Path file, String filename, String purpose) {
        super(
                request.protocolVersion(),
                request.method(),
                request.uri(),
                Unpooled.EMPTY_BUFFER,
                request.headers(),
                request.headers().copy().clear());
        this.file = file;
        this.filename = filename;
        this.purpose = purpose;
    }
}
