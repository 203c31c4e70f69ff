package dev.penstock.starter.e2e;

import java.io.IOException;

/** What {@code kill} sends. */
final class Signals {
    private Signals() {}

    static void send(String name, long pid) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                    .redirectErrorStream(true)
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("cannot send " + name, e);
        }
    }
}
