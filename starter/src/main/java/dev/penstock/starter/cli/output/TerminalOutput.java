package dev.penstock.starter.cli.output;

import dev.penstock.contracts.PrintableText;
import java.io.PrintStream;

/** The output for people, standard error, and whether it is a terminal. */
public record TerminalOutput(PrintStream err, boolean isTerminal) {
    /** Returns this process's standard error; the launcher tells whether it is a terminal, which Java before 22 cannot. */
    public static TerminalOutput system() {
        return new TerminalOutput(System.err, Boolean.getBoolean("penstock.terminal"));
    }

    /** Prints one line; control characters in it are shown as escapes. */
    public void say(String line) {
        err.println(PrintableText.line(line));
        err.flush();
    }

    /** Prints each line of the text. */
    public void sayLines(String text) {
        text.lines().forEach(this::say);
    }
}
