package dev.penstock.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Puts a program into a session of its own. Ctrl-C goes to every process of the terminal's group, and would kill
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

    /** Both become the program, so its process id is the one that was started. */
    List<String> leading(List<String> command) {
        return Stream.concat(prefix.stream(), command.stream()).toList();
    }
}
