package dev.penstock.providers.key;

import dev.penstock.providers.ProviderKey;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * A command that prints a key and nothing else, such as {@code az account get-access-token … --output tsv}. What it writes to
 * standard error is not kept, because it may have parts of the key.
 *
 * @param patience how long the command may take
 */
public record KeyCommand(String command, Duration patience) implements KeySource {
    /** How long a command for a key may take: {@code az} needs seconds, on a bad day half a minute. */
    public static final Duration USUAL_PATIENCE = Duration.ofSeconds(60);

    private static final int MOST_BYTES = 64 * 1024;

    @Override
    public String read() {
        Process process = start();
        Thread.ofVirtual().name("penstock-key-command").start(() -> endInTime(process));
        try (InputStream out = process.getInputStream()) {
            String printed = new String(out.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
            int exit = process.waitFor();
            if (exit == 0) {
                return printed;
            }
            throw failed("it ended with exit code " + exit);
        } catch (IOException e) {
            throw failed("its output cannot be read");
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw failed("it was interrupted");
        }
    }

    @Override
    public boolean isCheap() {
        return false;
    }

    @Override
    public String identity() {
        return "command " + command;
    }

    @Override
    public String description() {
        return "the command for the key";
    }

    private Process start() {
        boolean isWindows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
        List<String> shell = isWindows ? List.of("cmd.exe", "/c", command) : List.of("/bin/sh", "-c", command);
        try {
            return new ProcessBuilder(shell)
                    .redirectInput(ProcessBuilder.Redirect.from(new File(isWindows ? "NUL" : "/dev/null")))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw failed("it cannot be started");
        }
    }

    private void endInTime(Process process) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                // The shell first, or it would go on with its next command.
                List<ProcessHandle> children = process.descendants().toList();
                process.destroyForcibly();
                children.forEach(ProcessHandle::destroyForcibly);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ProviderKey.UnavailableException failed(String why) {
        return new ProviderKey.UnavailableException(
                description() + " failed: " + why + "; run it by hand to see why, then resume the pool");
    }

    /** Hides the command, which may have a password in it. */
    @Override
    public String toString() {
        return "KeyCommand[***]";
    }
}
