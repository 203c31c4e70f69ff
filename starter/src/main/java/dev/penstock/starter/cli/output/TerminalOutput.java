package dev.penstock.starter.cli.output;

import java.io.PrintStream;

/** The output for people, standard error, and whether it is a terminal. */
public record TerminalOutput(PrintStream err, boolean isTerminal) {
    /** Returns this process's standard error; the launcher tells whether it is a terminal, which Java before 22 cannot. */
    public static TerminalOutput system() {
        return new TerminalOutput(System.err, Boolean.getBoolean("penstock.terminal"));
    }

    public void say(String line) {
        err.println(line);
        err.flush();
    }
}
