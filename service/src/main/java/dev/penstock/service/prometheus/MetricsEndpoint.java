package dev.penstock.service.prometheus;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.penstock.service.hosts.AllowedHosts;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Serves {@code /metrics} and {@code /health/live} in a process that serves no API. */
public final class MetricsEndpoint implements AutoCloseable {
    private static final String LONGEST_SECONDS = "30";

    static {
        // Read by the JDK when the first server is made; without them a client may take any time, and hold a thread.
        System.setProperty("sun.net.httpserver.maxReqTime", LONGEST_SECONDS);
        System.setProperty("sun.net.httpserver.maxRspTime", LONGEST_SECONDS);
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private MetricsEndpoint(HttpServer server) {
        this.server = server;
    }

    /**
     * Starts the endpoint.
     *
     * @param port the port to listen on; 0 for any free port
     * @throws IOException when the server cannot listen on this address
     */
    public static MetricsEndpoint listen(String host, int port, MetricsExport export) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(host, port), 0);
        MetricsEndpoint endpoint = new MetricsEndpoint(server);
        // Others than this machine's browsers reach another address anyway.
        boolean here = server.getAddress().getAddress().isLoopbackAddress();
        AllowedHosts hosts = AllowedHosts.of(host, !here, List.of());
        server.setExecutor(endpoint.threads);
        var unused = server.createContext("/metrics", exchange -> answer(exchange, hosts, export::scrape));
        var unusedToo = server.createContext("/health/live", exchange -> answer(exchange, hosts, () -> "up\n"));
        server.start();
        return endpoint;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange, AllowedHosts hosts, Supplier<String> text) throws IOException {
        List<String> host = exchange.getRequestHeaders().getOrDefault("Host", List.of());
        boolean allowed = host.size() == 1 && hosts.allow(host.getFirst());
        byte[] bytes = (allowed ? text.get() : "this server has another name\n").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", MetricsExport.CONTENT_TYPE);
        exchange.sendResponseHeaders(allowed ? 200 : 403, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
