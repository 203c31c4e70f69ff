package dev.penstock.starter.cli;

import java.io.PrintStream;

/** Where text for people goes. */
record Console(PrintStream err, boolean isTerminal) {
    /** The launcher knows whether stderr is a terminal; Java before 22 cannot tell. */
    static Console system() {
        return new Console(System.err, Boolean.getBoolean("penstock.terminal"));
    }

    void say(String line) {
        err.println(line);
        err.flush();
    }
}
