package dev.penstock.formats;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.formats.InputLine.Readable;
import dev.penstock.formats.InputLine.Unreadable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads texts as inputs, and shows what they become. */
final class TestingRead {
    private TestingRead() {}

    static List<String> of(String name, String text, BatchSpec spec) throws IOException {
        return of(name, text.getBytes(UTF_8), spec);
    }

    /** Returns a line such as {@code 2 id /v1/chat/completions {"messages":[…]}} or {@code 3 invalid_request …} for each line. */
    static List<String> of(String name, byte[] text, BatchSpec spec) throws IOException {
        try (InputReader reader =
                InputReaders.open(new ByteArrayInputStream(text), new InputSource(Path.of("/in", name)), spec)) {
            return of(reader);
        }
    }

    static List<String> of(InputReader reader) throws IOException {
        List<String> lines = new ArrayList<>();
        for (InputLine line = reader.next(); line != null; line = reader.next()) {
            lines.add(
                    switch (line) {
                        case Readable request ->
                            request.line() + " " + request.customId() + " " + request.url() + " "
                                    + (request.body() == null ? "" : new String(request.body(), UTF_8));
                        case Unreadable problem -> problem.line() + " " + problem.code() + " " + problem.message();
                    });
        }
        return lines;
    }

    /** Returns the prompts of an input whose lines are all chats with one message. */
    static List<String> prompts(String name, byte[] text, BatchSpec spec) throws IOException {
        return of(name, text, spec).stream()
                .map(line -> line.replaceFirst(".*\"content\":\"", "").replaceFirst("\"}]}$", ""))
                .toList();
    }

    static List<String> prompts(String name, String text, BatchSpec spec) throws IOException {
        return prompts(name, text.getBytes(UTF_8), spec);
    }
}
