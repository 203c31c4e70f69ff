package dev.penstock.simulator.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.simulator.answers.InvalidCall;
import dev.penstock.simulator.batches.StoredFile;
import dev.penstock.simulator.faults.Fault.Refusal;
import dev.penstock.simulator.faults.FaultTable;
import dev.penstock.simulator.json.SimulatorJson;
import dev.penstock.simulator.options.BatchStep;
import dev.penstock.simulator.provider.SimulatedProvider;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Answers {@code /v1/files} and the paths under it. */
final class FilesEndpoint {
    private static final int USUAL_PAGE = 10_000;

    private final SimulatedProvider provider;
    private final GuardedEndpoint guarded;

    FilesEndpoint(SimulatedProvider provider) {
        this.provider = provider;
        this.guarded = new GuardedEndpoint(provider, new OpenAiFormat());
    }

    void serve(HttpExchange exchange, FullHttpRequest request, QueryStringDecoder uri) {
        String[] path = uri.path().split("/");
        String what = request.method() + " " + (path.length - 2);
        switch (what) {
            case "POST 1" -> guarded.answer(exchange, request, BatchStep.UPLOAD, upload(request));
            case "GET 1" -> guarded.answer(exchange, request, BatchStep.LIST, () -> list(uri));
            case "GET 2" ->
                guarded.answer(
                        exchange, request, BatchStep.POLL, () -> file(path[3]).json());
            case "GET 3" ->
                guarded.answer(exchange, request, () -> {
                    StoredFile file = file(path[3]);
                    return () -> send(exchange, file);
                });
            case "DELETE 2" -> guarded.answer(exchange, request, BatchStep.UPLOAD, () -> delete(path[3]));
            default ->
                guarded.answer(exchange, request, () -> {
                    throw new InvalidCall(
                            new Refusal(404, FaultTable.INVALID, "unknown_url", null, "Unknown request URL."));
                });
        }
    }

    private java.util.function.Supplier<Object> upload(FullHttpRequest request) {
        if (!(request instanceof Uploaded form)) {
            return () -> {
                throw new InvalidCall("Files come as multipart/form-data.", "file");
            };
        }
        Path content = form.file;
        return () -> {
            if (content == null || form.purpose.isEmpty()) {
                throw new InvalidCall("Missing required parameter: 'file' or 'purpose'.", "file");
            }
            return provider.batches()
                    .upload(form.filename, form.purpose, content)
                    .json();
        };
    }

    private ObjectNode list(QueryStringDecoder uri) {
        String purpose = ListPage.parameter(uri, "purpose", "");
        List<ObjectNode> all = provider.batches().files().list().stream()
                .filter(file -> purpose.isEmpty() || file.purpose().equals(purpose))
                .map(StoredFile::json)
                .toList();
        return ListPage.page(all, uri, USUAL_PAGE);
    }

    private ObjectNode delete(String id) {
        provider.batches().files().delete(id);
        return SimulatorJson.object().put("id", id).put("object", "file").put("deleted", true);
    }

    private void send(HttpExchange exchange, StoredFile file) {
        if (guarded.isHeldAt(BatchStep.DOWNLOAD)) {
            exchange.sendHalfAFile(file.content(), file.bytes());
            guarded.noteHeld(exchange);
        } else {
            exchange.sendFile(file.content(), file.bytes(), Map.of());
        }
    }

    private StoredFile file(String id) {
        return provider.batches().files().get(id);
    }
}
