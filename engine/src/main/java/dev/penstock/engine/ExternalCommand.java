package dev.penstock.engine;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs a program on this machine to its end, with a time limit. */
final class ExternalCommand {

    private ExternalCommand() {}

    /** The end of a program: its exit code, and what it printed. */
    record Ended(int exit, String output) {
        boolean isWell() {
            return exit == 0;
        }
    }

    /** Returns the program's output; empty when the program could not be run, failed, or took too long. */
    static Optional<String> run(Duration limit, List<String> command) {
        return end(limit, command, ChildEnvironment.SERVER)
                .filter(Ended::isWell)
                .map(Ended::output);
    }

    /** Returns the program's end; empty when the program could not be run, or took too long. */
    static Optional<Ended> end(Duration limit, List<String> command, ChildEnvironment environment) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
            environment.restrict(builder.environment());
            Process process = builder.start();
            // Read in another thread, because a program that hangs keeps its output open, too.
            CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> readAll(process));
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                return Optional.empty();
            }
            return Optional.of(new Ended(process.exitValue(), output.join()));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    static Optional<Path> findOnPath(String program, Map<String, String> environment) {
        String path = environment.getOrDefault("PATH", "");
        return Stream.of(path.split(File.pathSeparator, -1))
                .filter(folder -> !folder.isBlank())
                .map(folder -> new File(folder, program))
                .filter(file -> file.isFile() && file.canExecute())
                .map(File::toPath)
                .findFirst();
    }

    private static String readAll(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
