package dev.penstock.providers.key;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The output of a command, read by a thread of its own: a process that the command leaves behind may hold the stream open for as
 * long as it likes, and nobody can interrupt a read of a pipe.
 */
final class CommandOutput {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Thread reader;

    private CommandOutput(InputStream out) {
        reader = Thread.ofPlatform().daemon().name("penstock-key-command").unstarted(() -> read(out));
    }

    /** Begins to read. */
    static CommandOutput of(InputStream out) {
        CommandOutput output = new CommandOutput(out);
        output.reader.start();
        return output;
    }

    /** Returns the output, or what has come of it when the time is up. */
    String text(Duration patience) throws InterruptedException {
        boolean unused = reader.join(patience);
        return printed.toString(StandardCharsets.UTF_8);
    }

    private void read(InputStream out) {
        byte[] part = new byte[KeySource.MOST_BYTES];
        try (out) {
            int count = out.read(part);
            while (count >= 0 && printed.size() < KeySource.MOST_BYTES) {
                printed.write(part, 0, count);
                count = out.read(part);
            }
        } catch (IOException e) {
            printed.reset(); // a part of a key is none
        }
    }
}
