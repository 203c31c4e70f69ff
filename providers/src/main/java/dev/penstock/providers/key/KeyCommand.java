package dev.penstock.providers.key;

import dev.penstock.providers.ProviderKey;
import java.io.File;
import java.io.IOException;
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

    /** How long the rest of the output is waited for after the command's end, if a process that it left behind holds it open. */
    private static final Duration AFTER_END = Duration.ofSeconds(1);

    @Override
    public String read() {
        Process process = start();
        CommandOutput output = CommandOutput.of(process.getInputStream());
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                end(process);
                throw failed("it did not end within %d s".formatted(patience.toSeconds()));
            }
            String printed = output.text(AFTER_END);
            if (process.exitValue() == 0) {
                return printed;
            }
            throw failed("it ended with exit code " + process.exitValue());
        } catch (InterruptedException e) {
            end(process);
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

    @Override
    public String publicName() {
        return description();
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

    private static void end(Process process) {
        // The shell first, or it would go on with its next command.
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
    }

    private ProviderKey.UnavailableException failed(String why) {
        return unavailable(" failed: " + why + "; run it by hand to see why, then resume the pool");
    }

    /** Hides the command, which may have a password in it. */
    @Override
    public String toString() {
        return "KeyCommand[***]";
    }
}
