package dev.penstock.providers.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP server that closes connections without announcing it, as servers do to idle ones, or when it is told to. */
final class ClosingServer implements AutoCloseable {
    /** What the server does with a request; the last turn is repeated. */
    enum Turn {
        ANSWER,
        ANSWER_AND_CLOSE,
        CLOSE,
        BEGIN_AND_CLOSE
    }

    static final String ANSWER = "{\"choices\":[{\"message\":{\"content\":\"hi\"}}]}";

    final List<String> received = Collections.synchronizedList(new ArrayList<>());
    final List<String> answered = Collections.synchronizedList(new ArrayList<>());
    final List<Boolean> asksToClose = Collections.synchronizedList(new ArrayList<>());
    final AtomicInteger connections = new AtomicInteger();
    volatile Runnable onReceived = () -> {};
    private final Queue<Turn> script = new ConcurrentLinkedQueue<>();
    private final Semaphore closed = new Semaphore(0);
    private final ServerSocket server;
    private volatile Turn last = Turn.ANSWER;

    ClosingServer() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.startVirtualThread(this::accept);
    }

    String url() {
        return "http://127.0.0.1:%d/v1/chat/completions".formatted(server.getLocalPort());
    }

    SocketAddress address() {
        return server.getLocalSocketAddress();
    }

    String baseUrl() {
        return "http://127.0.0.1:%d/v1".formatted(server.getLocalPort());
    }

    void does(Turn... turns) {
        script.addAll(List.of(turns));
    }

    /** Waits until the server has closed one more connection. */
    void awaitClosed() {
        closed.acquireUninterruptibly();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                connections.incrementAndGet();
                Thread.startVirtualThread(() -> serve(socket));
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            while (answer(socket, in)) {
                // The connection is kept.
            }
        } catch (IOException e) {
            // The client has closed the connection.
        }
        closed.release();
    }

    /** Returns whether the connection is to be kept. */
    private boolean answer(Socket socket, BufferedReader in) throws IOException {
        boolean close = false;
        int length = 0;
        String line = in.readLine();
        if (line == null) {
            return false;
        }
        while (!line.isEmpty()) {
            String header = line.toLowerCase(Locale.ROOT);
            close |= header.equals("connection: close");
            length = header.startsWith("content-length: ") ? Integer.parseInt(header.substring(16)) : length;
            line = in.readLine();
        }
        char[] body = new char[length];
        for (int read = 0; read < length; ) {
            read += in.read(body, read, length - read);
        }
        String text = new String(body);
        asksToClose.add(close);
        received.add(text);
        onReceived.run();
        Turn next = script.poll();
        last = next == null ? last : next;
        if (last == Turn.CLOSE) {
            return false;
        }
        if (last == Turn.BEGIN_AND_CLOSE) {
            send(socket, "HTTP/1.1 200 OK\r\nContent-");
            return false;
        }
        answered.add(text);
        send(
                socket,
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                        .formatted(ANSWER.length(), ANSWER));
        return last == Turn.ANSWER && !close;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }
}
