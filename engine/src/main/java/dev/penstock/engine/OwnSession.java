package dev.penstock.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Runs a program in its own session. Ctrl-C is sent to all processes of the terminal's foreground group, and would kill
 * the server before the worker has drained.
 */
record OwnSession(List<String> prefix) {

    private static final String PYTHON = "import os, sys; os.setsid(); os.execv(sys.argv[1], sys.argv[1:])";

    static OwnSession on(Map<String, String> environment) {
        Optional<Path> setsid = ExternalCommand.findOnPath("setsid", environment);
        if (setsid.isPresent()) {
            return new OwnSession(List.of(setsid.get().toString()));
        }
        // macOS has no setsid command.
        return ExternalCommand.findOnPath("python3", environment)
                .map(python -> new OwnSession(List.of(python.toString(), "-c", PYTHON)))
                .orElse(new OwnSession(List.of()));
    }

    /** Returns the command with the prefix that opens a session; the prefix execs the program, so the process id is the program's. */
    List<String> leading(List<String> command) {
        return Stream.concat(prefix.stream(), command.stream()).toList();
    }
}
