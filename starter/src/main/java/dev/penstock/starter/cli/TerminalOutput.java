package dev.penstock.starter.cli;

import java.io.PrintStream;

/** Where text for people goes. */
record TerminalOutput(PrintStream err, boolean isTerminal) {
    /** The launcher knows whether stderr is a terminal; Java before 22 cannot tell. */
    static TerminalOutput system() {
        return new TerminalOutput(System.err, Boolean.getBoolean("penstock.terminal"));
    }

    void say(String line) {
        err.println(line);
        err.flush();
    }
}
