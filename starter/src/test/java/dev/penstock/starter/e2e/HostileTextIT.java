package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Names with control characters in them, which no terminal may obey. */
final class HostileTextIT extends PenstockTestCase {
    /** Clears the screen, writes to the clipboard, turns text round and begins a line. */
    private static final String HOSTILE = "\u001b[2J\u001b]52;c;cm0=\u0007\u009b31m\u202e\npenstock: all is well";

    @Test
    void aTerminalShowsThemAsEscapesAndAFileHasThemAsTheyWere() throws IOException {
        TestingInput input = input(1);
        Files.writeString(input.file(), TestingInput.line(HOSTILE, "Hello") + "\n");
        Ended run = penstock.run("run", input.path(), "--id", "named", "--tenant", HOSTILE)
                .expectExit(0);
        assertThat(run.err()).doesNotContain("\u001b", "\u009b", "\u202e");

        String piped = penstock.run("results", "named").expectExit(0).out();
        String seen = penstock.startInTerminal("results", "named").awaitEnd().out();

        assertThat(Files.readString(input.results())).isEqualTo(piped);
        assertThat(customId(piped)).isEqualTo(HOSTILE);
        assertThat(seen).doesNotContain("\u001b", "\u009b", "\u202e").contains("\\u009b31m\\u202e");
        assertThat(customId(seen)).isEqualTo(HOSTILE);
        assertThat(penstock.startInTerminal("usage", "--by", "tenant")
                        .awaitEnd()
                        .out())
                .doesNotContain("\u001b", "\u009b", "\u202e", "\npenstock: all is well")
                .contains("\\u001b[2J");
    }

    @Test
    void aMistakeInALineIsToldInALine() throws IOException {
        TestingInput input = input(1);
        String line = TestingInput.line(HOSTILE, "Hello");
        Files.writeString(input.file(), line + "\n" + line + "\n");

        Ended refused = penstock.run("run", input.path()).expectExit(2).expectSaid("line 2", "\\u001b[2J");

        assertThat(refused.err()).doesNotContain("\u001b", "\u009b", "\u202e", "\npenstock: all is well");
        assertThat(Files.readString(penstock.home().resolve("penstock.log")))
                .doesNotContain("\u001b", "\u009b", "\u202e", "\npenstock: all is well");
    }

    private static String customId(String result) throws IOException {
        JsonNode line = new ObjectMapper().readTree(result);
        return line.path("custom_id").asText();
    }
}
