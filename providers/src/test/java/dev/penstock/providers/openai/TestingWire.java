package dev.penstock.providers.openai;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A server that sends literal bytes: one response for each connection, which it then closes; the last again and again. */
final class TestingWire implements AutoCloseable {
    final List<String> heads = Collections.synchronizedList(new ArrayList<>());
    final List<String> bodies = Collections.synchronizedList(new ArrayList<>());
    private final ServerSocket socket;
    private final boolean readsBodies;
    private final List<byte[]> responses = new ArrayList<>();

    /**
     * @param readsBodies whether the server reads a request's body before it responds
     */
    TestingWire(boolean readsBodies, byte[]... responses) {
        this.readsBodies = readsBodies;
        this.responses.addAll(List.of(responses));
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::serve);
    }

    /** Returns a response whose body ends with the connection. */
    static byte[] response(String status, String headers, byte[] body) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(("HTTP/1.1 " + status + "\r\nConnection: close\r\n" + headers + "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        all.writeBytes(body);
        return all.toByteArray();
    }

    String baseUrl() {
        return "http://127.0.0.1:%d/v1".formatted(socket.getLocalPort());
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve() {
        for (int number = 0; ; number++) {
            try (Socket connection = socket.accept()) {
                answer(connection, responses.get(Math.min(number, responses.size() - 1)));
            } catch (IOException e) {
                if (socket.isClosed()) {
                    return;
                }
            }
        }
    }

    private void answer(Socket connection, byte[] response) throws IOException {
        InputStream in = new BufferedInputStream(connection.getInputStream(), 64);
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            head.write(in.read());
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        heads.add(text);
        if (readsBodies) {
            bodies.add(new String(in.readNBytes(length(text)), StandardCharsets.UTF_8));
        }
        OutputStream out = connection.getOutputStream();
        out.write(response);
        out.flush();
    }

    private static int length(String head) {
        return head.lines()
                .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .mapToInt(Integer::parseInt)
                .findFirst()
                .orElse(0);
    }
}
