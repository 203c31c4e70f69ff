package dev.penstock.starter.cli.service;

/**
 * The platform threads that carry a server's virtual threads. Java takes one for each processor, and a virtual thread that
 * computes keeps its own until it waits: two long prompts would keep all other requests of a machine with two processors. With
 * more of them the operating system divides the processors.
 */
final class CarrierThreads {
    private static final String COUNT = "jdk.virtualThreadScheduler.parallelism";

    private static final int LEAST = 16;

    private static final int FOR_EACH_PROCESSOR = 4;

    private CarrierThreads() {}

    /** Sets their number, unless the user has; to be called before the first virtual thread starts. */
    static void prepareForServing() {
        if (System.getProperty(COUNT) == null) {
            int count =
                    Math.max(LEAST, FOR_EACH_PROCESSOR * Runtime.getRuntime().availableProcessors());
            System.setProperty(COUNT, Integer.toString(count));
        }
    }
}
