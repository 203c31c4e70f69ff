package dev.penstock.starter.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A wire between a client and a server on this machine, which a test can cut, silence, slow down and tear. */
final class TcpProxy implements AutoCloseable {
    /** The troubles of a wire. */
    private enum State {
        PASSING,
        /** Connections are closed, and new ones are closed as soon as they are made. */
        CUT,
        /** Connections stay, and nothing gets through, as behind a firewall that drops packets. */
        SILENT
    }

    private static final int BUFFER = 16 * 1024;

    private final ServerSocket listener;
    private final InetSocketAddress target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger answersToTear = new AtomicInteger();
    private final Object changed = new Object();
    private State state = State.PASSING;
    private volatile Duration delay = Duration.ZERO;

    /** Forwards what comes to a port of its own to a port of this machine. */
    TcpProxy(int targetPort) throws IOException {
        listener = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
        target = new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort);
        Thread.startVirtualThread(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    String address() {
        return "127.0.0.1:" + port();
    }

    void cut() {
        become(State.CUT);
        open.forEach(TcpProxy::closeQuietly);
    }

    void silence() {
        become(State.SILENT);
    }

    /** Lets everything through again, without delay; what was held back arrives now. */
    void mend() {
        delay = Duration.ZERO;
        become(State.PASSING);
    }

    /** From now on, each piece of data waits so long. */
    void delay(Duration value) {
        delay = value;
    }

    /** Breaks off the next pieces of data from the server in their middle, and closes their connections. */
    void tear(int answers) {
        answersToTear.set(answers);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cut();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                open.add(client);
                Thread.startVirtualThread(() -> connect(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket client) {
        if (current() == State.CUT) {
            closeQuietly(client);
            return;
        }
        Socket server = new Socket();
        open.add(server);
        try {
            server.connect(target);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
        } catch (IOException nobodyListens) {
            closeQuietly(client);
            return;
        }
        Thread.startVirtualThread(() -> copy(client, server, false));
        copy(server, client, true);
    }

    private void copy(Socket from, Socket to, boolean answers) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                Thread.sleep(delay);
                awaitPassage();
                boolean torn = answers && answersToTear.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
                out.write(buffer, 0, torn ? read / 2 : read);
                if (torn) {
                    return;
                }
            }
        } catch (IOException cutOff) {
            // As it is meant to be.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private void become(State next) {
        synchronized (changed) {
            state = next;
            changed.notifyAll();
        }
    }

    private State current() {
        synchronized (changed) {
            return state;
        }
    }

    private void awaitPassage() throws InterruptedException {
        synchronized (changed) {
            while (state == State.SILENT) {
                changed.wait();
            }
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // Nothing is left to close.
        }
    }
}
