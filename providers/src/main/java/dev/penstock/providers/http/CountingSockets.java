package dev.penstock.providers.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** Makes sockets that count what a thread receives: an HTTP/1 response begins in the thread that waits for it. */
final class CountingSockets extends SocketFactory {
    private static final ThreadLocal<long[]> RECEIVED = ThreadLocal.withInitial(() -> new long[1]);

    /** Starts the count of this thread anew. */
    static void startCounting() {
        RECEIVED.get()[0] = 0;
    }

    /** Returns how many bytes this thread has received, including those of TLS. */
    static long counted() {
        return RECEIVED.get()[0];
    }

    @Override
    public Socket createSocket() {
        return new CountingSocket();
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw onlyUnconnected();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw onlyUnconnected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw onlyUnconnected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
        throw onlyUnconnected();
    }

    private static UnsupportedOperationException onlyUnconnected() {
        return new UnsupportedOperationException("OkHttp connects its sockets itself");
    }

    private static final class CountingSocket extends Socket {
        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read() throws IOException {
                    int next = super.read();
                    RECEIVED.get()[0] += next < 0 ? 0 : 1;
                    return next;
                }

                @Override
                public int read(byte[] bytes, int from, int length) throws IOException {
                    int received = super.read(bytes, from, length);
                    RECEIVED.get()[0] += Math.max(0, received);
                    return received;
                }
            };
        }
    }
}
