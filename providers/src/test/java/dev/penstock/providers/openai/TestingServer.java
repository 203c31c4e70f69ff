package dev.penstock.providers.openai;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executors;

/** A provider on this machine that answers as it was told, one after the other; the last one again and again. */
final class TestingServer implements AutoCloseable {
    final List<String> bodies = Collections.synchronizedList(new ArrayList<>());
    final List<String> paths = Collections.synchronizedList(new ArrayList<>());
    final List<String> authorizations = Collections.synchronizedList(new ArrayList<>());
    private final Queue<Answer> script = new ConcurrentLinkedDeque<>();
    private final HttpServer server;
    private volatile Answer last = Answer.json(200, "{}");

    interface Answer {
        void send(HttpExchange exchange) throws IOException;

        static Answer json(int status, String body, String... headers) {
            return exchange -> {
                exchange.getResponseHeaders().set("content-type", "application/json");
                for (int i = 0; i < headers.length; i += 2) {
                    exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
                }
                byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, bytes.length);
                exchange.getResponseBody().write(bytes);
                exchange.close();
            };
        }

        static Answer events(String... events) {
            return exchange -> {
                exchange.getResponseHeaders().set("content-type", "text/event-stream");
                exchange.sendResponseHeaders(200, 0);
                for (String event : events) {
                    exchange.getResponseBody().write(("data: " + event + "\n\n").getBytes(StandardCharsets.UTF_8));
                    exchange.getResponseBody().flush();
                }
                exchange.close();
            };
        }

        /** Promises more than it sends. */
        static Answer cutOff(String start) {
            return exchange -> {
                exchange.sendResponseHeaders(200, start.length() + 100L);
                exchange.getResponseBody().write(start.getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
                throw new IOException("cut off");
            };
        }

        /** Sends a text again and again, until the other side hangs up. */
        static Answer endless(String contentType, String text) {
            return exchange -> {
                exchange.getResponseHeaders().set("content-type", contentType);
                exchange.sendResponseHeaders(200, 0);
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                while (true) {
                    exchange.getResponseBody().write(bytes);
                }
            };
        }

        /** Hangs up without a word. */
        static Answer dropped() {
            return exchange -> {
                throw new IOException("dropped");
            };
        }

        static Answer silence() {
            return exchange -> {};
        }
    }

    TestingServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    String baseUrl() {
        return "http://127.0.0.1:%d/v1".formatted(server.getAddress().getPort());
    }

    void says(Answer... answers) {
        script.addAll(List.of(answers));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        paths.add(exchange.getRequestURI().getPath());
        authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        nextAnswer().send(exchange);
    }

    /** Returns the next answer, or the last one again; also to clients that ask at the same time. */
    private synchronized Answer nextAnswer() {
        Answer next = script.poll();
        last = next == null ? last : next;
        return last;
    }
}
