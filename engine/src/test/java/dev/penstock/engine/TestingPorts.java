package dev.penstock.engine;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Ports for dev servers that nobody has, so that no test finds another's server where it expects its own. */
public final class TestingPorts {
    private static final int TO_WEB_UI = 1_000;
    private static final Set<Integer> HANDED_OUT = ConcurrentHashMap.newKeySet();

    private TestingPorts() {}

    /** Free, as is that of its Web UI, which is 1,000 above; below those that the system hands out by itself. */
    public static int forDevServer() {
        int port = 0;
        while (port == 0 || !isFree(port) || !isFree(port + TO_WEB_UI) || !HANDED_OUT.add(port)) {
            port = ThreadLocalRandom.current().nextInt(15_000, 30_000);
        }
        return port;
    }

    /** Whether a server listens there. */
    public static boolean isOpen(int port) {
        return FreePorts.isOpen(port);
    }

    private static boolean isFree(int port) {
        return FreePorts.firstFreeFrom(port) == port;
    }
}
