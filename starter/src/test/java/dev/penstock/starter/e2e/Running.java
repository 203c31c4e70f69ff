package dev.penstock.starter.e2e;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A command that runs in its own process. */
final class Running {
    private static final Pattern API = Pattern.compile("api: +(http\\S+)/v1");

    private final String command;
    private final Process process;
    private final Path out;
    private final Path err;

    Running(String command, Process process, Path out, Path err) {
        this.command = command;
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** As {@code kill -TERM} does it. */
    void signal(String name) {
        Signals.send(name, process.pid());
    }

    void typed(String keys) throws IOException {
        OutputStream keyboard = process.getOutputStream();
        keyboard.write(keys.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        keyboard.flush();
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String out() {
        return read(out);
    }

    String err() {
        return read(err);
    }

    /** Where it serves its HTTP API. */
    String api() {
        Matcher said = API.matcher(err());
        if (!said.find()) {
            throw new AssertionError(command + " did not say where its API is: " + err());
        }
        return said.group(1);
    }

    Running awaitSaid(String text) {
        Patience.until(command + " says " + text, () -> {
            if (!isAlive() && !(err() + out()).contains(text)) {
                throw new AssertionError("ended before it said '" + text + "': " + awaitEnd());
            }
            return (err() + out()).contains(text);
        });
        return this;
    }

    Ended awaitEnd() {
        try {
            if (!process.waitFor(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                Signals.send("QUIT", process.pid());
                process.waitFor(2, TimeUnit.SECONDS);
                process.destroyForcibly();
                throw new AssertionError("%s did not end%n%s%n%s".formatted(command, out(), err()));
            }
            return new Ended(command, process.exitValue(), out(), err());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
