package dev.penstock.engine;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.stream.IntStream;

/** Finds free ports on this machine. */
final class FreePorts {

    /** The loopback address; not "localhost", which may mean the IPv6 address, where the dev server doesn't listen. */
    static final String LOOPBACK = "127.0.0.1";

    private static final int ATTEMPTS = 200;

    private FreePorts() {}

    static int firstFreeFrom(int preferred) {
        return IntStream.range(preferred, Math.min(preferred + ATTEMPTS, 65_536))
                .filter(FreePorts::isFree)
                .findFirst()
                .orElseThrow(() -> new EngineUnavailable("no free port for the Temporal dev server between %d and %d"
                        .formatted(preferred, preferred + ATTEMPTS - 1)));
    }

    static boolean isOpen(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(LOOPBACK, port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isFree(int port) {
        // macOS lets a process bind to a port that another has bound on the wildcard address, so try to connect first.
        return !isOpen(port) && canBind(port);
    }

    private static boolean canBind(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(LOOPBACK, port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
