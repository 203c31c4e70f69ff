package dev.penstock.store.s3;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A proxy before an S3 server that spoils some requests, in turn: it answers 503 SlowDown, lets requests wait, and tears
 * connections when a few bytes of the answer have come, so that the client does not know what became of its request. Each
 * request has a connection of its own. It counts what comes.
 */
public final class FaultyProxy implements AutoCloseable {
    private static final String SLOW_DOWN =
            "<Error><Code>SlowDown</Code><Message>Reduce your request rate</Message></Error>";

    private final ServerSocket server;
    private final int target;
    private final Map<String, Integer> counts = new TreeMap<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private volatile Faults faults;

    /**
     * The faults of the way to the server.
     *
     * @param slowDown every how many requests one is refused; 0 = none
     * @param torn every how many requests the answer to one is torn; 0 = none
     * @param latency how long each request waits
     */
    public record Faults(int slowDown, int torn, Duration latency) {
        public static final Faults NONE = new Faults(0, 0, Duration.ZERO);
    }

    private FaultyProxy(ServerSocket server, int target, Faults faults) {
        this.server = server;
        this.target = target;
        this.faults = faults;
    }

    /** Starts a proxy before the server at this port. */
    public static FaultyProxy before(int port, Faults faults) throws IOException {
        FaultyProxy proxy = new FaultyProxy(new ServerSocket(0, 256, InetAddress.getLoopbackAddress()), port, faults);
        Thread unused = Thread.ofVirtual().start(proxy::accept);
        return proxy;
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Changes what goes wrong from the next request on. */
    public void set(Faults next) {
        faults = next;
    }

    /** Returns how many requests of each method came. */
    public Map<String, Integer> counts() {
        synchronized (counts) {
            return new TreeMap<>(counts);
        }
    }

    /** Returns how many bytes of content went to and fro. */
    public long bytes() {
        return bytes.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread unused = Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            InputStream in = new BufferedInputStream(client.getInputStream());
            String head = head(in);
            if (head.isEmpty()) {
                return;
            }
            synchronized (counts) {
                int unused = counts.merge(head.substring(0, head.indexOf(' ')), 1, Integer::sum);
            }
            Faults now = faults;
            int number = requests.incrementAndGet();
            Thread.sleep(now.latency);
            if (now.slowDown > 0 && number % now.slowDown == 0) {
                refuse(client);
                return;
            }
            forward(client, in, head, now.torn > 0 && number % now.torn == 1);
        } catch (IOException | InterruptedException torn) {
            return;
        }
    }

    private void forward(Socket client, InputStream in, String head, boolean isTorn) throws IOException {
        try (Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target)) {
            // Not signed, so that it may be added.
            String once = head.replaceFirst("(?i)\r\nconnection: [^\r]*", "")
                    .replaceFirst("\r\n\r\n$", "\r\nConnection: close\r\n\r\n");
            OutputStream out = upstream.getOutputStream();
            out.write(once.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            Thread unused = Thread.ofVirtual().start(() -> pump(in, out, Integer.MAX_VALUE));
            int most = isTorn ? 40 : Integer.MAX_VALUE;
            pump(upstream.getInputStream(), client.getOutputStream(), most);
            if (isTorn) {
                // As a reset, not as an end.
                client.setSoLinger(true, 0);
            }
        }
    }

    private static void refuse(Socket client) throws IOException {
        String answer =
                "HTTP/1.1 503 Slow Down\r\nContent-Type: application/xml\r\nConnection: close\r\nContent-Length: "
                        + SLOW_DOWN.length() + "\r\n\r\n" + SLOW_DOWN;
        client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
        client.getOutputStream().flush();
        client.shutdownOutput();
        long unused = client.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    private void pump(InputStream from, OutputStream to, int most) {
        byte[] buffer = new byte[1 << 13];
        int left = most;
        try {
            for (int read = from.read(buffer); read > 0 && left > 0; read = from.read(buffer)) {
                int length = Math.min(read, left);
                to.write(buffer, 0, length);
                to.flush();
                left -= length;
                bytes.addAndGet(length);
            }
        } catch (IOException torn) {
            return;
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
