package dev.penstock.simulator.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.simulator.answers.InvalidCall;
import dev.penstock.simulator.batches.GeminiFiles;
import dev.penstock.simulator.json.SimulatorJson;
import dev.penstock.simulator.options.BatchStep;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Google's resumable uploads (ai.google.dev/gemini-api/docs/files, google-genai's {@code UploadClient}): {@code start} answers with
 * the address to send to, {@code upload} adds a piece, and {@code upload, finalize} the last one.
 */
final class GeminiUploads {
    static final String PATH = "/upload/v1beta/files";

    private static final String COMMAND = "x-goog-upload-command";
    private static final String STATUS = "X-Goog-Upload-Status";

    private final GuardedEndpoint guarded;
    private final GeminiFiles files;

    GeminiUploads(GuardedEndpoint guarded, GeminiFiles files) {
        this.guarded = guarded;
        this.files = files;
    }

    void serve(HttpExchange exchange, FullHttpRequest request, QueryStringDecoder uri) {
        String command = request.headers().get(COMMAND, "");
        String id = ListPage.parameter(uri, "upload_id", "");
        if (command.equals("start")) {
            guarded.answer(exchange, request, start(exchange, request));
        } else if (command.startsWith("upload") && request instanceof Uploaded piece) {
            guarded.answer(exchange, request, add(exchange, id, piece.file, command.endsWith("finalize")));
        } else {
            guarded.answer(exchange, request, () -> {
                throw new InvalidCall("Unknown upload command '" + command + "'.", null);
            });
        }
    }

    private Supplier<Runnable> start(HttpExchange exchange, FullHttpRequest request) {
        String root = "http://" + request.headers().get(HttpHeaderNames.HOST);
        JsonNode body;
        try {
            body = RequestBodies.json(request);
        } catch (InvalidCall invalid) {
            return () -> {
                throw invalid;
            };
        }
        return () -> {
            String address = root + PATH + "?upload_id=" + files.begin(body) + "&upload_protocol=resumable";
            Map<String, String> headers = Map.of("X-Goog-Upload-URL", address, STATUS, "active");
            return () -> exchange.send(200, HttpExchange.JSON, SimulatorJson.bytes(SimulatorJson.object()), headers);
        };
    }

    private Supplier<Runnable> add(HttpExchange exchange, String id, @Nullable Path piece, boolean isLast) {
        return () -> {
            if (piece != null) {
                files.append(id, piece);
            }
            ObjectNode body = isLast ? files.finish(id) : SimulatorJson.object();
            Map<String, String> headers = Map.of(STATUS, isLast ? "final" : "active");
            return () -> {
                if (guarded.isHeldAt(BatchStep.UPLOAD)) {
                    guarded.hold(exchange);
                } else {
                    exchange.send(200, HttpExchange.JSON, SimulatorJson.bytes(body), headers);
                }
            };
        };
    }
}
