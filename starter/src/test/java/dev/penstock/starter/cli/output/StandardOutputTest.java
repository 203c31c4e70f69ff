package dev.penstock.starter.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class StandardOutputTest {
    private final StringWriter terminal = new StringWriter();
    private final PrintWriter out = StandardOutput.printable(terminal);

    @Test
    void anAnswerOnATerminalKeepsItsLinesAndNothingThatTheTerminalWouldObey() {
        out.print("one\n\ttwo\u001b]52;c;cm0=\u0007");
        out.write('\u009b');
        out.flush();

        assertThat(terminal).hasToString("one\n\ttwo\\u001b]52;c;cm0=\\u0007\\u009b");
    }

    @Test
    void jsonOnATerminalIsTheSameJson() throws JsonProcessingException {
        Map<String, String> hostile = Map.of("custom_id", "a\u001b[2J\u009b\u202e\u2028\n");

        out.print(new ObjectMapper().writeValueAsString(hostile));
        out.flush();

        assertThat(terminal.toString()).isPrintable();
        assertThat(new ObjectMapper().readValue(terminal.toString(), Map.class)).isEqualTo(hostile);
    }

    @Test
    void whatIsSaidToPeopleIsOneLineWithoutControlCharacters() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        TerminalOutput console = new TerminalOutput(new PrintStream(err, true, StandardCharsets.UTF_8), true);

        console.say("paused: \u001b[31mno\nbatch x: completed");
        console.sayLines("two\nlines");

        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("paused: \\u001b[31mno\\nbatch x: completed", "two", "lines");
    }

    @Test
    void whatAUserAskedToSeeIsALineARowWithoutAnythingThatATerminalWouldObey() {
        StringWriter pipe = new StringWriter();
        CommandLine command = new CommandLine(CommandSpec.create()).setOut(new PrintWriter(pipe));

        StandardOutput.page(List.of("TENANT  COST", "a\u001b[2J\nb  $1"), command.getCommandSpec());

        assertThat(pipe.toString().lines()).containsExactly("TENANT  COST", "a\\u001b[2J\\nb  $1");
    }
}
