package dev.penstock.service.codec;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.penstock.service.hosts.AllowedHosts;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.payload.codec.PayloadCodec;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/**
 * Serves {@code POST /decode} and {@code POST /encode} as Temporal's Web UI and CLI ask for them: JSON with a list
 * {@code payloads} in, the same list decoded or encoded out.
 */
public final class CodecEndpoint implements AutoCloseable {
    /** A page of the Web UI asks for the payloads of some hundred events at once. */
    private static final int LARGEST_BODY = 32 << 20;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private CodecEndpoint(HttpServer server) {
        this.server = server;
    }

    /**
     * Starts the endpoint.
     *
     * @param port the port to listen on; 0 for any free port
     * @param access who may use it
     * @throws IOException when the server cannot listen on this address
     */
    public static CodecEndpoint listen(String host, int port, CodecAccess access, PayloadCodec codec)
            throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(host, port), 0);
        CodecEndpoint endpoint = new CodecEndpoint(server);
        AllowedHosts hosts = AllowedHosts.of(host, access.needsAuthorization(), List.of());
        server.setExecutor(endpoint.threads);
        var unused = server.createContext("/", exchange -> answer(exchange, new Answer(404, "there is no such path")));
        var unusedToo = server.createContext(
                "/decode", exchange -> answer(exchange, answerTo(exchange, hosts, access, codec::decode)));
        var unusedThird = server.createContext(
                "/encode", exchange -> answer(exchange, answerTo(exchange, hosts, access, codec::encode)));
        server.start();
        return endpoint;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private static Answer answerTo(
            HttpExchange exchange, AllowedHosts hosts, CodecAccess access, UnaryOperator<List<Payload>> codec)
            throws IOException {
        List<String> host = exchange.getRequestHeaders().getOrDefault("Host", List.of());
        if (host.size() != 1 || !hosts.allow(host.getFirst())) {
            return new Answer(403, "this server has another name");
        }
        if (!access.allowsPage(exchange)) {
            return new Answer(403, "this page may not read payloads: name its origin with --allowed-origins");
        }
        if (exchange.getRequestMethod().equals("OPTIONS")) {
            return new Answer(204, "");
        }
        if (!exchange.getRequestMethod().equals("POST")) {
            return new Answer(405, "payloads are sent by POST");
        }
        if (!access.isAuthorized(exchange)) {
            return new Answer(401, "the Authorization header is not the one of PENSTOCK_CODEC_AUTHORIZATION");
        }
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
        return body.length > LARGEST_BODY
                ? new Answer(413, "a request may have at most %d bytes".formatted(LARGEST_BODY))
                : translated(body, codec);
    }

    private static Answer translated(byte[] body, UnaryOperator<List<Payload>> codec) {
        try {
            Payloads.Builder payloads = Payloads.newBuilder();
            JsonFormat.parser().ignoringUnknownFields().merge(new String(body, StandardCharsets.UTF_8), payloads);
            Payloads answer = Payloads.newBuilder()
                    .addAllPayloads(codec.apply(payloads.getPayloadsList()))
                    .build();
            return new Answer(200, JsonFormat.printer().print(answer));
        } catch (InvalidProtocolBufferException e) {
            return new Answer(400, "the body must be JSON with a list \"payloads\"");
        } catch (IllegalStateException noKey) {
            return new Answer(422, String.valueOf(noKey.getMessage()));
        }
    }

    private static void answer(HttpExchange exchange, Answer answer) throws IOException {
        boolean isJson = answer.status == 200;
        exchange.getResponseHeaders().set("Content-Type", isJson ? "application/json" : "text/plain; charset=utf-8");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        byte[] bytes =
                (isJson || answer.text.isEmpty() ? answer.text : answer.text + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status, bytes.length == 0 ? -1 : bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private record Answer(int status, String text) {}
}
