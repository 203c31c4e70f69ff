package dev.penstock.simulator.options;

/**
 * The address of the simulator's HTTP server and the number of its threads.
 *
 * @param port 0 = any free port
 * @param threads the number of event loops; 0 = one for each processor, four at most
 */
public record ListenOptions(String host, int port, int threads) {
    public static final ListenOptions DEFAULT = new ListenOptions("127.0.0.1", 0, 0);
    private static final int MOST_SENSIBLE = 4;

    public ListenOptions {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("a port must be between 0 and 65535");
        }
        if (threads < 0) {
            throw new IllegalArgumentException("the number of threads cannot be negative (0 means automatic)");
        }
    }

    public int actualThreads() {
        return threads > 0
                ? threads
                : Math.min(MOST_SENSIBLE, Runtime.getRuntime().availableProcessors());
    }
}
