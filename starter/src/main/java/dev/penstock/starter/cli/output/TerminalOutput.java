package dev.penstock.starter.cli.output;

import java.io.PrintStream;

/** Where text for people goes. */
public record TerminalOutput(PrintStream err, boolean isTerminal) {
    /** The launcher knows whether stderr is a terminal; Java before 22 cannot tell. */
    public static TerminalOutput system() {
        return new TerminalOutput(System.err, Boolean.getBoolean("penstock.terminal"));
    }

    public void say(String line) {
        err.println(line);
        err.flush();
    }
}
