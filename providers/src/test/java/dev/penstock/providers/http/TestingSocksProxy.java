package dev.penstock.providers.http;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;

/** A SOCKS 5 proxy that connects everybody with one server, whomever they ask for. */
final class TestingSocksProxy implements AutoCloseable {
    private static final byte[] NO_AUTHENTICATION = {5, 0};
    private static final byte[] CONNECTED = {5, 0, 0, 1, 0, 0, 0, 0, 0, 0};
    private static final int DOMAIN = 3;

    private final ServerSocket proxy;
    private final SocketAddress server;

    TestingSocksProxy(SocketAddress server) throws IOException {
        this.server = server;
        proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(this::accept);
    }

    SocketAddress address() {
        return proxy.getLocalSocketAddress();
    }

    @Override
    public void close() throws IOException {
        proxy.close();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = proxy.accept();
                Thread.startVirtualThread(() -> serve(client));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket client) {
        try (Socket in = client;
                Socket out = new Socket()) {
            greet(new DataInputStream(in.getInputStream()), in.getOutputStream());
            out.connect(server);
            Thread back = Thread.startVirtualThread(() -> copy(out, in));
            copy(in, out);
            back.join();
        } catch (IOException | InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void greet(DataInputStream in, OutputStream out) throws IOException {
        in.readByte();
        in.readFully(new byte[in.readUnsignedByte()]);
        out.write(NO_AUTHENTICATION);
        in.readFully(new byte[3]);
        in.readFully(new byte[in.readByte() == DOMAIN ? in.readUnsignedByte() : 4]);
        in.readUnsignedShort();
        out.write(CONNECTED);
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // One of the two has closed its connection.
        }
    }
}
